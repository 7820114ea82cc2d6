import { testConfiguration, waitingWorkers } from '../../vitest.shared.ts';

export default testConfiguration({ maxWorkers: waitingWorkers });
