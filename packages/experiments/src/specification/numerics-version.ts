/**
 * Version of the numbers this code computes. It is part of every run's identity, so that results of
 * different numerics are never mistaken for one another. Raise it with every change that alters a bit of
 * any result: a kernel, a random stream, a step-size controller, an initial condition.
 */
export const NUMERICS_VERSION = '3';
