import { InvalidArgumentError } from 'commander';
import { readFileSync } from 'node:fs';
import type { Position } from '../contract/server.ts';
import { messageOf } from '../errors.ts';
import { CommandError, UsageError } from './failures.ts';
import type { Terminal } from './terminal.ts';

/** Collects an option that may be given several times. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

/** `x,y` in tiles. */
export function positionOf(text: string): Position {
  const [x, y, ...rest] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (x === undefined || y === undefined || rest.length > 0 || !Number.isFinite(x) || !Number.isFinite(y)) {
    throw new InvalidArgumentError('It must be two numbers, such as 4,-2.');
  }
  return { x, y };
}

export function wholeNumberOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** `a,b c` as two or three words; for options that take a list. */
export const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '');

/** `on` or `off`. */
export const isOn = (text: 'on' | 'off'): boolean => text === 'on';

/** Pairs `key=value` as an object without a prototype, so that every key is only a key. */
export function pairsOf(pairs: readonly string[], option: string): Readonly<Record<string, string>> {
  const found = Object.create(null) as Record<string, string>;
  for (const pair of pairs) {
    const [key, value] = pairOf(pair, option);
    found[key] = value;
  }
  return found;
}

/** `key=value`, cut at the first `=`. */
export function pairOf(pair: string, option: string): readonly [key: string, value: string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new UsageError(`${option} ${pair} must be key=value.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Bytes of a file, or of standard input where its name is "-". */
export async function bytesOf(file: string, terminal: Terminal): Promise<Buffer> {
  if (file === '-') return terminal.readInput();
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandError('unreadable', `${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

/** The objects in a JSON file: one, or an array of them. */
export async function objectsOf(file: string, terminal: Terminal): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const text = (await bytesOf(file, terminal)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError('unreadable', `${file === '-' ? 'Standard input' : file} is not JSON: ${messageOf(error)}.`, { cause: error });
  }
  const objects: unknown[] = Array.isArray(value) ? value : [value];
  if (!objects.every(isObject)) throw new CommandError('unreadable', `${file === '-' ? 'Standard input' : file} must hold one JSON object or an array of them.`);
  return objects;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
