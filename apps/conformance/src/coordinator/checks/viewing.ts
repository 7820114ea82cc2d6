import type { CoordinatorCheck } from './coordinator-check.ts';

/** Pages may take so many times as long as what must come at once. */
const PAGES_PATIENCE = 6;

export const watching: CoordinatorCheck = {
  name: 'it tells a viewer how everything stands',
  shows: ['C-44', 'C-45'],
  async play(stage, judge) {
    const experiment = await stage.experiment({ replicas: 2 });
    const node = await stage.node();
    const viewer = await stage.viewer();
    const list = await viewer.watch(null);
    const isListed = list.experiments.some(({ id }) => id === experiment.id);
    judge.expect('C-44', isListed, 'all experiments are listed', list.experiments);
    judge.expect('C-44', list.detail === undefined, 'no detail without an experiment', list.detail);
    // Where there are many of them, nodes follow in frames.
    const isNodeTold = await viewer.sees((frames) =>
      [...list.nodes, ...frames.flatMap(({ nodes = [] }) => nodes)].some(
        ({ id, connected }) => id === node.id && connected,
      ),
    );
    judge.expect('C-44', isNodeTold, 'the nodes are told', list.nodes);
    const { detail } = await viewer.watch(experiment.id);
    judge.expect(
      'C-44',
      detail?.summary.id === experiment.id && detail.runs.length === 2 && detail.runsToFollow === 0,
      'the detail has the two runs of the experiment',
      detail ?? 'no detail',
    );
    const answer = await viewer.askToWatch('nowhere-to-be-found');
    judge.expect(
      'C-45',
      !answer.ok && answer.error.code === 'unknown-experiment',
      'an experiment that is not there is refused with unknown-experiment',
      answer,
    );
    const after = await viewer.askToWatch(null);
    judge.expect('C-45', after.ok, 'the connection goes on', after);
  },
};

export const pages: CoordinatorCheck = {
  name: 'it sends a large experiment in pages',
  shows: ['C-51', 'C-52'],
  async play(stage, judge) {
    const total = 520;
    const experiment = await stage.experiment({ replicas: total });
    const viewer = await stage.viewer();
    const answer = await viewer.watch(experiment.id);
    const detail = judge.present('C-51', answer.detail, 'the detail of the experiment');
    const atFirst = detail.runs.length;
    judge.expect('C-51', atFirst <= 500, 'at most 500 runs at first', `${atFirst} runs`);
    judge.expect(
      'C-51',
      detail.runsToFollow === total - atFirst,
      `runsToFollow is ${total - atFirst}`,
      detail.runsToFollow,
    );
    const known = (frames: typeof viewer.frames) => [
      ...detail.runs,
      ...frames.flatMap(({ runs = [] }) => runs),
    ];
    // How much a frame holds is measured: on a busy machine they begin small.
    const isComplete = await viewer.sees(
      (frames) => new Set(known(frames).map(({ id }) => id)).size === total,
      PAGES_PATIENCE * stage.coordinator.patienceMilliseconds,
    );
    judge.expect('C-51', isComplete, `all ${total} runs come`, `${known(viewer.frames).length} runs`);
    const sizes = viewer.frames.map(({ runs = [] }) => runs.length);
    judge.expect('C-51', Math.max(0, ...sizes) <= 500, 'at most 500 runs in a frame', sizes);
    const described = known(viewer.frames).filter(({ specification }) => specification !== undefined);
    judge.expect(
      'C-52',
      described.length === total && new Set(described.map(({ id }) => id)).size === total,
      `${total} runs with their specification, each once`,
      `${described.length} of them`,
    );

    const node = await stage.node();
    const [first] = await node.lease(1);
    const assignment = judge.present('C-18', first, 'a run is given out');
    const isUpdate = ({ id, state }: { id: string; state: string }) =>
      id === assignment.runId && state === 'running';
    await viewer.sees((frames) => known(frames).some(isUpdate));
    const update = known(viewer.frames).find(isUpdate);
    judge.expect(
      'C-52',
      update !== undefined && update.specification === undefined,
      'a change of a run that the viewer knows comes without the specification',
      update ?? 'no change',
    );
  },
};

export const removals: CoordinatorCheck = {
  name: 'it tells viewers of experiments that are gone',
  shows: ['C-53'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const viewer = await stage.viewer();
    await viewer.watch(null);
    await stage.remove(experiment.id);
    const isTold = await viewer.sees((frames) =>
      frames.some(({ removed }) => removed.includes(experiment.id)),
    );
    judge.expect('C-53', isTold, `a frame that names ${experiment.id} in removed`, 'none');
  },
};

export const control: CoordinatorCheck = {
  name: 'it takes orders from operators only',
  shows: ['C-54'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const order = { verb: 'pause', experimentId: experiment.id };
    const viewer = await stage.viewer('viewer');
    const refused = await viewer.control(order);
    judge.expect(
      'C-54',
      !refused.ok && refused.error.code === 'forbidden',
      'a viewer is refused with forbidden',
      refused,
    );
    const { summary } = await stage.http.detail(experiment.id);
    judge.expect('C-54', summary.state === 'queued', 'nothing has changed', summary.state);
    const operator = await stage.viewer('operator');
    const carriedOut = await operator.control(order);
    judge.expect('C-54', carriedOut.ok, "an operator's order is carried out", carriedOut);
    const { summary: paused } = await stage.http.detail(experiment.id);
    judge.expect('C-54', paused.state === 'paused', 'the experiment is paused', paused.state);
  },
};
