import { describe, expect, test } from '@jest/globals';
import { Flows, flowSpeed } from '../../frontend/render/live/flow.ts';
import { layAsked, layNear, nearRows, tellsNear, toldOf } from '../../frontend/render/live/labels.ts';
import type { LiveScene } from '../../frontend/render/live/live-layer.ts';
import { MOST_PULSES, PULSE_MS, Pulses } from '../../frontend/render/live/pulses.ts';
import { Sources } from '../../frontend/render/sources.ts';
import { BITMAPS } from '../../frontend/render/sprites.ts';
import { TextRuler } from '../../frontend/render/text.ts';
import type { View } from '../../frontend/render/view.ts';
import { overlaps, type Bounds } from '../../frontend/scene/space.ts';
import { World } from '../../frontend/scene/world.ts';
import { WORDS } from '../support/map-words.ts';
import { smallTopology } from '../support/small-topology.ts';

const LIVE_WORDS = { latency: (ms: number) => `${ms} ms`, rate: (bytes: number) => `${bytes} B/s` };
const SIZE = { width: 1_200, height: 800 };
const traffic = (sent: number, received: number) => ({ sent_bytes_per_second: sent, received_bytes_per_second: received });
const viewOf = (more: Partial<View> = {}): View => ({ camera: { x: 0, y: 300, k: 1 }, theme: 'light', selection: new Set(), hover: null, dimmed: null, reducedMotion: false, gesture: false, ...more });

/** Pairs of servers, each joined, one behind the other. */
function pairs(count: number): World {
  const servers = Array.from({ length: count }, (_, at) => [{ id: `a${at}`, x: 0, y: at * 2 }, { id: `b${at}`, x: 5, y: at * 2 }]).flat();
  return World.from(smallTopology({ servers, connections: Array.from({ length: count }, (_, at) => [`a${at}`, `b${at}`] as const) }));
}

function sceneOf(world: World, more: Partial<View> = {}): LiveScene {
  const view = viewOf(more);
  const painting = new Sources(world, BITMAPS).painting(1, 1, 'light', WORDS, { dimmed: view.dimmed, hidden: view.hidden ?? new Set() }, null);
  // Each letter seven pixels wide: the layout is under test, not a font.
  const ruler = new TextRuler({ font: '', measureText: (text) => ({ width: text.length * 7 }) });
  return { context: null as unknown as CanvasRenderingContext2D, view, painting, sprites: painting.sprites, ruler, originX: 600, originY: 100, k: 1, ratio: 1, size: SIZE };
}

const touching = (boxes: readonly Bounds[]): number => boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => overlaps(one, other))).length;

describe('flowSpeed', () => {
  test('is none without traffic, rises with it, and can be followed by eye for a trickle and for a flood', () => {
    expect(flowSpeed(0)).toBe(0);
    const speeds = [1, 1_000, 100_000, 10_000_000].map(flowSpeed);
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b));
    expect(speeds[0]).toBeGreaterThan(0.2);
    expect(flowSpeed(1e15)).toBeLessThan(4);
  });
});

describe('Flows', () => {
  test('a speed that changes moves beads on from where they are, and a pause does not make them jump', () => {
    const flows = new Flows();
    flows.move(new Map([[7, traffic(1_000, 0)]]), 1_000);
    const before = flows.phaseOf(7).sent;
    flows.move(new Map([[7, traffic(9_000_000, 0)]]), 1_016);
    expect(flows.phaseOf(7).sent - before).toBeCloseTo(flowSpeed(9_000_000) * 0.016);
    expect(flows.phaseOf(7).received).toBe(0);
    const resting = flows.phaseOf(7).sent;
    flows.move(new Map([[7, traffic(1, 0)]]), 61_016);
    expect(Math.abs(flows.phaseOf(7).sent - resting)).toBeLessThan(0.4);
    flows.move(new Map(), 61_020);
    expect(flows.phaseOf(7)).toEqual({ sent: 0, received: 0 });
  });
});

describe('Pulses', () => {
  test('each goes on for its time and ends, and one that pulses does not begin anew', () => {
    const pulses = new Pulses();
    pulses.begin([3, 4], 0);
    pulses.begin([3], PULSE_MS / 2);
    expect([...pulses.at(PULSE_MS / 2)]).toEqual([[3, 0.5], [4, 0.5]]);
    pulses.end(PULSE_MS);
    expect(pulses.isEmpty).toBe(true);
  });

  test('of more than are bearable none begins, those under way go on', () => {
    const pulses = new Pulses();
    pulses.begin(Array.from({ length: MOST_PULSES + 1 }, (_, server) => server), 0);
    expect(pulses.isEmpty).toBe(true);
    pulses.begin([1], 0);
    pulses.begin(Array.from({ length: MOST_PULSES }, (_, server) => server + 10), 5);
    expect([...pulses.at(6)]).toHaveLength(1);
  });
});

describe('numbers beside connections', () => {
  test('tell latency and traffic as far as they are known, and nothing of what is not', () => {
    const world = pairs(1);
    const told = () => toldOf(sceneOf(world).painting, 0, LIVE_WORDS);
    expect(told()).toBeNull();
    world.setConnection(0, 1, 2.5);
    expect(told()).toEqual({ text: '2.5 ms', note: '' });
    world.setConnection(0, 1, 2.5, traffic(10, 0));
    expect(told()).toEqual({ text: '2.5 ms', note: '→ 10 B/s ← 0 B/s' });
    world.setConnection(0, 2, NaN);
    expect(told()).toBeNull();
  });

  test('of connections that nobody asked about are told near by and at rest alone', () => {
    const { painting } = sceneOf(pairs(1));
    expect(tellsNear(viewOf(), painting)).toBe(true);
    expect(tellsNear(viewOf({ gesture: true }), painting)).toBe(false);
    expect(tellsNear(viewOf({ camera: { x: 0, y: 0, k: 0.4 } }), painting)).toBe(false);
    expect(tellsNear(viewOf(), { ...painting, hidden: new Set(['connections']) })).toBe(false);
  });

  test('are few: the slowest of those in view whose latency is known; none in a crowd', () => {
    const world = pairs(60);
    const camera = { x: 0, y: 5_000, k: 0.09 };
    const rows = () => nearRows(sceneOf(world).painting, viewOf({ camera }), SIZE);
    expect(rows()).toEqual([]);
    for (let row = 0; row < 60; row += 1) world.setConnection(row, 1, row === 30 ? 300 : 1);
    expect(rows()).toHaveLength(40);
    expect(rows()[0]).toBe(30);
    const crowd = pairs(450);
    for (let row = 0; row < 450; row += 1) crowd.setConnection(row, 1, 1);
    expect(nearRows(sceneOf(crowd).painting, viewOf({ camera: { x: 0, y: 36_000, k: 0.009 } }), SIZE)).toEqual([]);
  });

  test('never lie over each other, over a body or over a card that is there', () => {
    const world = pairs(8);
    for (let row = 0; row < 8; row += 1) world.setConnection(row, 1, 1.5);
    const scene = sceneOf(world);
    const free = layNear(scene, [0, 1, 2, 3, 4, 5, 6, 7], [], LIVE_WORDS);
    expect(free.length).toBeGreaterThan(3);
    expect(touching(free)).toBe(0);
    const taken = free.slice(0, 1);
    const others = layNear(scene, [0, 1, 2, 3, 4, 5, 6, 7], taken, LIVE_WORDS);
    expect(touching([...taken, ...others])).toBe(0);
    expect(layNear(scene, [0], [{ minX: -9_999, minY: -9_999, maxX: 9_999, maxY: 9_999 }], LIVE_WORDS)).toEqual([]);
  });

  test('stand beside a connection that is selected, clear of its handles, and find another place where a name is', () => {
    const world = pairs(1);
    world.setConnection(0, 1, 1.5, traffic(5, 5));
    const scene = sceneOf(world, { chosen: [0] });
    const routes = [{ row: 0, route: world.links.routeOf(0) }];
    const [card] = layAsked(scene, routes, [], LIVE_WORDS);
    expect(card).toBeDefined();
    const middle = { minX: 600 + 2.5 * 71, minY: 100 + 2.5 * 41, maxX: 600 + 2.5 * 71, maxY: 100 + 2.5 * 41 };
    expect(overlaps(card as Bounds, middle)).toBe(false);
    const [other] = layAsked(scene, routes, [card as Bounds], LIVE_WORDS);
    expect(touching([card as Bounds, other as Bounds])).toBe(0);
  });
});
