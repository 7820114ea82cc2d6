import type { NodeSummary } from '@crossover/protocol';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LetterReader, writeLetter } from '../src/cluster/letter.ts';
import { NodeDirectory } from '../src/cluster/node-directory.ts';
import { NoteGatherer } from '../src/cluster/note-gatherer.ts';
import type { Note } from '../src/cluster/note.ts';

const [here, there] = [randomUUID(), randomUUID()];
const runId = (number: number) => number.toString(16).padStart(64, '0');

function summary(id: string, changes: Partial<NodeSummary> = {}): NodeSummary {
  return {
    id,
    name: id,
    threads: 2,
    busyThreads: 0,
    stepsPerSecond: 0,
    connected: true,
    silent: false,
    state: 'active',
    reason: null,
    speed: null,
    lastHeardAt: '2026-01-01T00:00:00.000Z',
    softwareVersion: '1.0.0',
    runs: [],
    ...changes,
  };
}

const tell = (changed: NodeSummary[], gone: string[] = []): Extract<Note, { kind: 'nodes' }> => ({
  kind: 'nodes',
  changed,
  gone,
  workPerSecond: 5,
});

describe('a letter between coordinators', () => {
  const long: Note = { kind: 'runs', ids: Array.from({ length: 500 }, (_, index) => runId(index)) };

  it('arrives whole, in as many notifications as it takes, each short enough for PostgreSQL', () => {
    const named: Note = tell([summary('n', { name: 'Büro links, 二階 🖥' })]);
    const parts = writeLetter(there, 7, [long, named]);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.every((part) => Buffer.byteLength(part) < 8000)).toBe(true);
    const reader = new LetterReader(here);
    const letters = parts.map((part) => reader.read(part));
    expect(letters.slice(0, -1).every((letter) => letter === undefined)).toBe(true);
    expect(letters.at(-1)).toEqual({ from: there, notes: [long, named], faults: [] });
  });

  it('of ones own is left unread', () => {
    expect(writeLetter(here, 0, [long]).map((part) => new LetterReader(here).read(part))).not.toContainEqual(
      expect.anything(),
    );
  });

  it('whose beginning was missed is given up, and the next one is read', () => {
    const reader = new LetterReader(here);
    const [, ...rest] = writeLetter(there, 0, [long]);
    expect(rest.map((part) => reader.read(part))).toEqual(rest.map(() => undefined));
    const [next] = writeLetter(there, 1, [{ kind: 'joined' }]);
    expect(reader.read(next)).toMatchObject({ notes: [{ kind: 'joined' }] });
  });

  it('that holds a note of another version is read without it', () => {
    const strange = { kind: 'tea-time' } as unknown as Note;
    const [part] = writeLetter(there, 0, [strange, { kind: 'joined' }]);
    const letter = new LetterReader(here).read(part);
    expect(letter).toMatchObject({ notes: [{ kind: 'joined' }] });
    expect(letter?.faults).toHaveLength(1);
  });

  it('from nobody, or that is no letter, is refused', () => {
    for (const payload of ['', 'hello', `nobody 0 0 1 []`, `${there} 0 0 1 {`, `${there} 0 0 999999 []`]) {
      expect(() => new LetterReader(here).read(payload)).toThrow();
    }
  });
});

describe('notes that wait', () => {
  it('say the same only once, and the newest of each node', () => {
    const gatherer = new NoteGatherer();
    gatherer.add({ kind: 'runs', ids: [runId(1), runId(2)] });
    gatherer.add({ kind: 'runs', ids: [runId(2)] });
    gatherer.add({ kind: 'work-available' });
    gatherer.add({ kind: 'work-available' });
    gatherer.add(tell([summary('a'), summary('b')]));
    gatherer.add(tell([summary('a', { busyThreads: 1 })], ['b']));
    expect(gatherer.take()).toEqual([
      { kind: 'work-available' },
      { kind: 'runs', ids: [runId(1), runId(2)] },
      tell([summary('a', { busyThreads: 1 })], ['b']),
    ]);
    expect(gatherer.isEmpty).toBe(true);
    expect(gatherer.take()).toEqual([]);
  });

  it('name no more runs than are worth naming', () => {
    const gatherer = new NoteGatherer();
    for (let first = 0; first < 3000; first += 100) {
      gatherer.add({ kind: 'runs', ids: Array.from({ length: 100 }, (_, index) => runId(first + index)) });
    }
    expect(gatherer.take()).toEqual([{ kind: 'runs', ids: null }]);
  });
});

describe('the directory of nodes', () => {
  it('shows a node that has moved where it is connected', () => {
    const directory = new NodeDirectory();
    directory.note(there, tell([summary('moved'), summary('theirs')]));
    const ours = [summary('moved', { connected: false }), summary('ours')];
    expect(directory.withOurs(ours)).toEqual([summary('moved'), summary('ours'), summary('theirs')]);
    directory.note(there, tell([], ['theirs']));
    directory.keep(new Set([there]));
    expect(directory.withOurs(ours).map(({ id }) => id)).toEqual(['moved', 'ours']);
    directory.keep(new Set());
    expect(directory.withOurs(ours)).toEqual(ours);
  });

  it('tells others what has changed, and everything when they ask', () => {
    const directory = new NodeDirectory();
    expect(directory.tell([summary('a'), summary('b')], 5)).toEqual(tell([summary('a'), summary('b')]));
    expect(directory.tell([summary('a', { busyThreads: 1 })], 5)).toEqual(
      tell([summary('a', { busyThreads: 1 })], ['b']),
    );
    expect(directory.tell([summary('a', { busyThreads: 1 })], 5)).toEqual(tell([]));
    directory.tellAllAgain();
    expect(directory.tell([summary('a')], 5)).toEqual(tell([summary('a')]));
  });

  it('adds up the work of all nodes', () => {
    const directory = new NodeDirectory();
    expect(directory.withRate({ perSecond: () => null }).perSecond()).toBeNull();
    directory.note(there, tell([]));
    expect(directory.withRate({ perSecond: () => 2 }).perSecond()).toBe(7);
    expect(directory.withRate({ perSecond: () => null }).perSecond()).toBe(5);
  });
});
