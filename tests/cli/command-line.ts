import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../backend/cli/program.ts';
import type { Terminal } from '../../backend/cli/terminal.ts';
import { languageOfTerminal } from '../../backend/config.ts';

/** What a command line left behind. */
export type Outcome = { readonly status: number; readonly out: string; readonly said: string };

type Setting = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input. */
  readonly input?: string;
  /** What the person answers; a person who is not there cannot be asked. */
  readonly answer?: boolean;
  readonly configFaults?: readonly string[];
  /** The clock; it stands at 2 January 2026 unless told. */
  readonly nowMs?: () => number;
};

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A fresh folder for data, removed after the tests of the file. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-cli-'));
  folders.push(folder);
  return folder;
}

/** Runs one command line in this process, on a terminal that keeps what is written on it. */
export async function typed(args: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const out: string[] = [];
  const said: string[] = [];
  const terminal: Terminal = {
    write: (text) => out.push(text),
    pass: (bytes) => Promise.resolve(void out.push(Buffer.from(bytes).toString('utf8'))),
    say: (text) => said.push(text),
    readInput: () => Promise.resolve(Buffer.from(setting.input ?? '')),
    confirm(question) {
      said.push(`${question}\n`);
      return Promise.resolve(setting.answer ?? false);
    },
    isInteractive: setting.answer !== undefined,
    hasColour: false,
  };
  const status = await run(args, {
    terminal, env: setting.env ?? {}, language: languageOfTerminal(setting.env ?? {}), productFolder: '/nowhere', version: '0.0.0', nowMs: setting.nowMs ?? (() => Date.UTC(2026, 0, 2, 3, 4, 5)),
    configFaults: () => ({ file: '/nowhere/config.json', faults: setting.configFaults ?? [] }),
  });
  return { status, out: out.join(''), said: said.join('') };
}
