import type { Fault, Problem } from '../contract/problem.ts';

/**
 * What the daemon refused, or why it could not be asked. Beside the daemon's own codes: `unreachable` (no answer), `session_expired`
 * (Webmin's login page came instead) and `not_understood` (an answer that is no answer of ours). `status` is 0 without an answer.
 */
export class ClientProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly Fault[];
  readonly problem: Problem | null;

  constructor(status: number, code: string, detail: string, options: { problem?: Problem; cause?: unknown } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ClientProblem';
    this.status = status;
    this.code = code;
    this.problem = options.problem ?? null;
    this.faults = options.problem?.errors ?? [];
  }
}

/** The refusal in an answer that is not 2xx or not what was asked for. */
export async function problemIn(response: Response): Promise<ClientProblem> {
  const type = response.headers.get('content-type') ?? '';
  if (/[/+]json\b/.test(type)) {
    const problem = await response.json().catch(() => null) as Problem | null;
    if (typeof problem?.code === 'string') return new ClientProblem(response.status, problem.code, problem.detail, { problem });
  }
  // Webmin answers an expired login with 200 and a page; what stands before it may redirect to one.
  if (type.startsWith('text/html') || response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 304)) return new ClientProblem(response.status, 'session_expired', 'The login has expired. Log in again.');
  return new ClientProblem(response.status, 'not_understood', `The answer (${response.status} ${type}) is not one of Unlimited Cluster.`);
}
