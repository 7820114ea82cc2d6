import type { ExperimentSummary, NodeSummary } from '@crossover/protocol';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { backUpStore } from './backup/backup.ts';
import { Cluster } from './cluster/cluster.ts';
import { NodeDirectory } from './cluster/node-directory.ts';
import { ClosingSequence } from './closing-sequence.ts';
import { succeedAll } from './cluster/sole-coordinator.ts';
import { Control } from './control/control.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { WorkRate } from './dispatch/work-rate.ts';
import { ExperimentLedger } from './experiments/experiment-ledger.ts';
import { ExperimentService, type Submission } from './experiments/experiment-service.ts';
import { removeUnfinishedSubmissions } from './experiments/submit-experiment.ts';
import { serveApi } from './http/api.ts';
import { createHttpServer } from './http/http-server.ts';
import { EventStreams } from './http/events/event-streams.ts';
import { closeServers } from './http/close-servers.ts';
import { servePages } from './http/pages.ts';
import { serviceRoutes } from './http/service-routes.ts';
import { LabFeed, type LabListener } from './lab-feed.ts';
import { isLoopback, OriginPolicy } from './limits/origin.ts';
import { readTlsFiles, renewCertificate } from './listening/tls-files.ts';
import { messages } from './messages.ts';
import { DEFAULTS, type CoordinatorOptions } from './options.ts';
import { countRuns } from './observability/count-runs.ts';
import { measuredPool } from './observability/measured-pool.ts';
import { Metrics } from './observability/metrics.ts';
import { NetworkBytes } from './observability/network-bytes.ts';
import { observedLab } from './observability/observed-lab.ts';
import { observeRequests } from './observability/observe-requests.ts';
import { Readiness } from './observability/readiness.ts';
import { ResourceShortage } from './observability/resource-shortage.ts';
import { SocketMetrics } from './observability/socket-metrics.ts';
import { NodeBook } from './nodes/node-book.ts';
import { RunQueue } from './queue/run-queue.ts';
import { endOutdatedRuns } from './runs/outdated.ts';
import { InFlight } from './sockets/in-flight.ts';
import { serveSockets } from './sockets/socket-server.ts';
import { openEmbeddedStore, openServerStore, type Store } from './store/store.ts';
import { serveTokens } from './tokens/serve-tokens.ts';
import type { Tokens } from './tokens/tokens.ts';
import { VerificationDesk } from './verification/verification-desk.ts';
import { ViewerCount } from './viewers/frame-budget.ts';
import { NodeNews } from './viewers/node-news.ts';
import { RunPages } from './viewers/run-pages.ts';
import { WatchedRuns } from './viewers/watched-runs.ts';

/** An event stream on which nothing happens shows so often that it is there. */
const HEARTBEAT_MILLISECONDS = 15_000;

/** A running coordinator. */
export interface Coordinator {
  /** Where HTTP and sockets are served, such as http://127.0.0.1:4000. */
  readonly url: string;
  readonly port: number;
  /** The newest ones: they are replaced while it runs. */
  readonly tokens: Tokens;
  /** Takes in an experiment; it is durable when this resolves. */
  submit(specification: unknown): Promise<Submission>;
  /** All experiments, the newest first. */
  experiments(): ExperimentSummary[];
  nodes(): NodeSummary[];
  /** Calls back for everything that happens, until the returned function is called. */
  subscribe(listener: LabListener): () => void;
  /** Finishes what it is doing, and stops. Nodes keep their runs and may come back to them. */
  close(): Promise<void>;
}

/**
 * Starts a coordinator: opens the store, takes up what was going on when it was last stopped or killed,
 * and serves HTTP and sockets.
 *
 * @throws {FolderInUseError} when another process has the data folder
 * @throws {CoordinatorVersionError} when coordinators are at work on the database that compute or speak otherwise
 */
export async function createCoordinator(options: CoordinatorOptions): Promise<Coordinator> {
  const host = options.host ?? DEFAULTS.host;
  const requestsPerMinute = options.requestsPerMinute ?? DEFAULTS.requestsPerMinute;
  const origins = new OriginPolicy({
    listensOnLoopback: isLoopback(host),
    // A port that the system chooses is not known yet, but then no proxy knows it either.
    advertisedHost: options.advertisedUrl && new URL(options.advertisedUrl(options.port)).host,
  });
  const server = await createHttpServer({
    logger: options.logger ?? { stream: process.stderr },
    requestsPerMinute,
    origins,
    tls: options.tls && readTlsFiles(options.tls),
  });
  const log = server.log;
  const closers = new ClosingSequence(log);
  const close = () => closers.close();
  try {
    const metrics = new Metrics();
    observeRequests(server, metrics);
    const networkBytes = new NetworkBytes(server.server);
    const onLost = (reason: Error) => {
      log.fatal({ err: reason }, 'the store is gone');
      options.onStoreLost?.(reason);
    };
    const shortage = new ResourceShortage(log);
    const store = await openStore(options, {
      onLost,
      around: (pool) => measuredPool(shortage.around(pool), metrics),
    });
    closers.push(() => store.close());
    const served = serveTokens(options, requestsPerMinute, log);
    closers.push(() => served.close());
    const { authentication } = served;

    const queue = await RunQueue.start(store, (error) => log.error({ err: error }, 'the queue had an error'));
    closers.push(() => queue.stop());
    const { database } = store;
    const durable = { database, queue, coordinatorId: randomUUID() };

    const feed = new LabFeed((error) => log.error({ err: error }, 'a listener failed'));
    const rate = new WorkRate();
    const directory = new NodeDirectory();
    const ledger = new ExperimentLedger(database, feed, directory.withRate(rate), (error) =>
      log.error({ err: error }, 'experiments could not be counted'),
    );
    closers.push(() => ledger.close());
    const times = {
      nodeGraceMilliseconds: options.nodeGraceMilliseconds ?? DEFAULTS.nodeGraceMilliseconds,
      restartGraceMilliseconds: options.restartGraceMilliseconds ?? DEFAULTS.restartGraceMilliseconds,
    };
    const book = new NodeBook(database, feed, log);
    const verification = new VerificationDesk(durable, book, feed, log);
    closers.push(() => verification.close());
    const dispatcher = new Dispatcher({ durable, feed, rate, log, conduct: book, verification }, times);
    closers.push(() => dispatcher.close());
    const service = new ExperimentService(durable, ledger, dispatcher, feed, log);
    closers.push(() => service.close());
    const watchedRuns = new WatchedRuns(database);
    const cluster =
      store.server &&
      new Cluster({
        server: store.server,
        durable,
        feed,
        ledger,
        dispatcher,
        service,
        directory,
        rate,
        watchedRuns,
        log,
        onDisplaced: (error) => {
          log.fatal({ err: error }, 'coordinators of another version have taken the place of this one');
          options.onStoreLost?.(error);
        },
      });
    closers.push(() => cluster?.close());
    await (cluster?.join() ?? succeedAll(database, durable.coordinatorId));
    await removeUnfinishedSubmissions(durable);
    const outdated = await endOutdatedRuns(durable);
    if (outdated.length > 0)
      log.warn({ runs: outdated.length }, 'runs of other numerics are not computed any more');
    await book.start((nodeId) => dispatcher.convictedElsewhere(nodeId));
    await verification.start();
    await dispatcher.start();
    await ledger.load();
    cluster?.start();
    await service.start();

    const nodes = () => directory.withOurs(dispatcher.nodes());
    const control = new Control(service, book, nodes);
    const inFlight = new InFlight();
    const viewing = {
      database,
      ledger,
      watchedRuns,
      runPages: new RunPages(database),
      nodeNews: new NodeNews(nodes),
      viewerCount: new ViewerCount(),
    };
    const streams = new EventStreams(viewing, feed, HEARTBEAT_MILLISECONDS);
    const readiness = new Readiness(database, shortage);
    serviceRoutes(server, { storeKind: store.kind, readiness, metrics, authentication });
    await servePages(server, options.dashboardFolder);
    await serveApi(server, {
      service,
      control,
      database,
      authentication,
      nodes,
      streams,
      nodeToken: () => authentication.tokens.node,
      backUp: () => inFlight.run(() => backUpStore(store, options.dataFolder)),
    });
    const sockets = serveSockets(server.server, {
      ...viewing,
      metrics: new SocketMetrics(metrics),
      otherCoordinators: () => cluster?.addresses() ?? [],
      dispatcher,
      control,
      feed,
      authentication,
      inFlight,
      log,
      origins,
    });
    countRuns(feed, metrics);
    metrics.observe(
      observedLab({
        database,
        experiments: () => ledger.list(),
        nodes,
        viewers: () => ({ socket: sockets.viewers, events: streams.count }),
        networkBytes: () => networkBytes.total(),
      }),
    );
    closers.push(() => closeServers({ server, sockets, inFlight, streams, readiness }));
    await server.listen({ host, port: options.port });
    dispatcher.awaitNodes();
    const { port } = server.server.address() as AddressInfo;
    if (options.tls !== undefined) closers.push(renewCertificate(server.server, options.tls, log));
    else if (!isLoopback(host)) log.warn({ host }, 'tokens and results travel unencrypted over the network');
    const url = `${options.tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
    await cluster?.announce(options.advertisedUrl?.(port) ?? url);
    return {
      url,
      port,
      get tokens() {
        return authentication.tokens;
      },
      submit: (specification) => inFlight.run(() => service.submit(specification)),
      experiments: () => service.list(),
      nodes,
      subscribe: (listener) => feed.subscribe(listener),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openStore(
  { dataFolder, databaseUrl }: CoordinatorOptions,
  storeOptions: Parameters<typeof openEmbeddedStore>[1],
): Promise<Store> {
  if (databaseUrl !== undefined) return openServerStore(databaseUrl, storeOptions);
  if (dataFolder !== undefined) return openEmbeddedStore(dataFolder, storeOptions);
  throw new Error(messages.noStore());
}
