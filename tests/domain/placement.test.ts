import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packServers } from '../../backend/domain/packing.ts';
import { Occupancy, PITCH } from '../../backend/domain/placement.ts';
import { elapsedMs } from '../../backend/clock.ts';

const place = (occupancy: Occupancy, region = '', near?: { x: number; y: number }) => {
  const position = occupancy.place(region, near);
  occupancy.add({ position, region });
  return position;
};

describe('Occupancy.place', () => {
  test('begins at the origin and grows around it, nearest first', () => {
    const occupancy = new Occupancy();
    expect(place(occupancy)).toEqual({ x: 0, y: 0 });
    const next = Array.from({ length: 8 }, () => place(occupancy));
    expect(next.slice(0, 4).every(({ x, y }) => Math.abs(x) + Math.abs(y) === PITCH)).toBe(true);
    expect(next.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) === PITCH)).toBe(true);
  });

  test('takes a place that became free again', () => {
    const occupancy = new Occupancy();
    for (let index = 0; index < 50; index += 1) place(occupancy);
    occupancy.remove({ position: { x: 0, y: 0 }, region: '' });
    expect(place(occupancy)).toEqual({ x: 0, y: 0 });
  });

  test('stays near its region, and begins a new one beside the map', () => {
    const occupancy = new Occupancy();
    for (let index = 0; index < 20; index += 1) place(occupancy, 'eu');
    const first = place(occupancy, 'us');
    expect(Math.max(Math.abs(first.x), Math.abs(first.y))).toBeGreaterThan(2 * PITCH);
    const second = place(occupancy, 'us');
    expect(Math.hypot(second.x - first.x, second.y - first.y)).toBe(PITCH);
  });

  test('never gives a cell in which something stands, wherever people put things', () => {
    const thing = fc.record({ x: fc.double({ min: -20, max: 20, noNaN: true }), y: fc.double({ min: -20, max: 20, noNaN: true }) });
    fc.assert(fc.property(fc.array(thing), fc.option(thing, { nil: undefined }), (things, near) => {
      const occupancy = new Occupancy();
      for (const position of things) occupancy.add({ position, region: '' });
      const given = occupancy.place('', near);
      expect(things.filter(({ x, y }) => Math.abs(x - given.x) < PITCH / 2 && Math.abs(y - given.y) < PITCH / 2)).toEqual([]);
    }), { seed: 3 });
  });

  test('places 20,000 servers around one point without walking the full rings again', () => {
    const occupancy = new Occupancy();
    const started = elapsedMs();
    for (let index = 0; index < 20_000; index += 1) place(occupancy);
    expect(elapsedMs() - started).toBeLessThan(2_000);
  });

  test('holds out at the edge of the map', () => {
    const occupancy = new Occupancy();
    const edge = { x: 1_000_000, y: -1_000_000 };
    occupancy.add({ position: edge, region: '' });
    const given = occupancy.place('', edge);
    expect(Math.max(Math.abs(given.x), Math.abs(given.y))).toBeLessThanOrEqual(1_000_000);
  });
});

describe('packServers', () => {
  const unplaced = fc.array(fc.record({ region: fc.constantFrom('', 'eu', 'us', 'asia'), cluster: fc.constantFrom('', 'a', 'b', 'c') }), { maxLength: 200 });

  test('gives everybody a place of his own, three tiles apart, beside what is there', () => {
    fc.assert(fc.property(unplaced, fc.boolean(), (servers, hasOthers) => {
      const places = packServers(servers, hasOthers ? { west: -5, east: 12.5, north: -7, south: 9 } : null);
      expect(places).toHaveLength(servers.length);
      expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(servers.length);
      for (const [index, a] of places.entries()) for (const b of places.slice(index + 1)) expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeGreaterThanOrEqual(PITCH);
      if (hasOthers) expect(places.every(({ x }) => x > 12.5)).toBe(true);
    }), { seed: 4, numRuns: 60 });
  });

  test('keeps regions apart: no region stands inside the box of another', () => {
    fc.assert(fc.property(unplaced, (servers) => {
      const places = packServers(servers, null);
      const boxes = [...new Set(servers.map(({ region }) => region))].map((region) => {
        const own = places.filter((_, index) => servers[index]?.region === region);
        return { west: Math.min(...own.map(({ x }) => x)), east: Math.max(...own.map(({ x }) => x)), north: Math.min(...own.map(({ y }) => y)), south: Math.max(...own.map(({ y }) => y)) };
      });
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) expect(a.east < b.west || b.east < a.west || a.south < b.north || b.south < a.north).toBe(true);
      }
    }), { seed: 5, numRuns: 60 });
  });

  test('makes a map about as wide as high, the same each time', () => {
    const servers = Array.from({ length: 2_000 }, (_, index) => ({ region: `r${index % 17}`, cluster: `c${index % 90}` }));
    const places = packServers(servers, null);
    const [width, height] = [Math.max(...places.map(({ x }) => x)), Math.max(...places.map(({ y }) => y))];
    expect(width / height).toBeGreaterThan(0.6);
    expect(width / height).toBeLessThan(1.8);
    expect(packServers(servers, null)).toEqual(places);
  });
});
