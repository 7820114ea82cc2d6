import { createCoordinator } from '../../src/index.ts';

/**
 * A coordinator as a process of its own, to be killed by tests. Takes its options as JSON, and writes its
 * address as the first line.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof createCoordinator>[0];
const coordinator = await createCoordinator({ ...options, logger: false });
const { url, tokens } = coordinator;
process.stdout.write(`${JSON.stringify({ url, tokens })}\n`);
process.on('SIGTERM', () => void coordinator.close().then(() => process.exit(0)));
