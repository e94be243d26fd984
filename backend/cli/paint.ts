import type { ClusterHealth, ConnectionStatus, ServerStatus } from '../contract/statuses.ts';

/** State of one check of `clusterctl diagnose`. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'skip';

type State = ServerStatus | ConnectionStatus | ClusterHealth | CheckState;

/** SGR codes of the map's own colours: green well, yellow trouble, red gone, blue connected, grey not known. Source: ECMA-48 8.3.117. */
const CODES: Readonly<Record<State, string>> = {
  active: '32', warning: '33', inactive: '31', unknown: '90', maintenance: '36',
  connected: '34', disconnected: '90',
  healthy: '32', degraded: '33', down: '31',
  ok: '32', warn: '33', fail: '31', skip: '90',
};

/** Colours `text` by a state. The state is always a word as well: colour never says it alone. */
export function paint(text: string, state: State, hasColour: boolean): string {
  return hasColour ? `\u001b[${CODES[state]}m${text}\u001b[0m` : text;
}
