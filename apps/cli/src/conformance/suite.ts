/** The conformance suite. It brings a server along, hence is loaded only when it is needed. */
export { checkCoordinator, checkNode, formatReport, type ConformanceReport } from '@crossover/conformance';
