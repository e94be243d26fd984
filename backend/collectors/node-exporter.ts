import type { Readings } from '../contract/readings.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';
import type { Collector, Reader, Target, Tools } from './collector.ts';
import { ExporterConnection, Unheard, whereOf, type Door } from './exporter-connection.ts';
import { parseExporterPage } from './exporter-page.ts';
import { fetchPage } from './http-page.ts';
import { UnknownFraming } from './reply.ts';
import type { Family } from './series-cursor.ts';

/** After so many pages families that were missing are looked for again: a module was loaded, a disk added. */
const PAGES_UNTIL_SECOND_LOOK = 240;

/** Reads a Prometheus node_exporter over one kept connection. */
export const nodeExporter: Collector = {
  kind: 'node_exporter',
  deadlineMs: 8_000,
  open: (target, tools) => new ExporterReader(target, tools),
};

class ExporterReader implements Reader {
  readonly #target: Target;
  readonly #tools: Tools;
  readonly #closing = new AbortController();
  #connection: ExporterConnection | null = null;
  #absent = new Set<Family>();
  #pages = 0;
  #speaksPlainly = true;

  constructor(target: Target, tools: Tools) {
    this.#target = target;
    this.#tools = tools;
  }

  async read(deadlineMs: number): Promise<Readings> {
    if (this.#speaksPlainly) {
      try {
        return await this.#readRaw(deadlineMs);
      } catch (error) {
        if (!(error instanceof UnknownFraming)) throw error;
        this.#speaksPlainly = false;
      }
    }
    const { status, page } = await fetchPage(await this.#door(), deadlineMs, this.#closing.signal);
    return this.#parse(status, page);
  }

  close(): void {
    this.#closing.abort();
    this.#connection?.close();
  }

  async #readRaw(deadlineMs: number): Promise<Readings> {
    const kept = this.#connection;
    const connection = kept === null || kept.isClosed ? await this.#connect() : kept;
    const reply = await connection.ask(deadlineMs).catch(async (error: unknown) => {
      if (!(error instanceof Unheard)) throw error;
      return (await this.#connect()).ask(deadlineMs);
    });
    try {
      return this.#parse(reply.status, reply.page);
    } finally {
      reply.release();
    }
  }

  async #connect(): Promise<ExporterConnection> {
    this.#connection?.close();
    const door = await this.#door();
    this.#absent = new Set();
    this.#connection = new ExporterConnection(door, (sentence) => this.#tools.onLost(sentence));
    return this.#connection;
  }

  async #door(): Promise<Door> {
    const { ip, port, path, tls } = this.#target;
    const address = await this.#tools.resolve(ip);
    if (this.#closing.signal.aborted) throw new SentenceError(say('exporter_ended'));
    return { host: ip, address, port, path, tls };
  }

  #parse(status: number, page: Buffer): Readings {
    if (status !== 200) throw new SentenceError(statusSentence(status, `${whereOf({ host: this.#target.ip, port: this.#target.port })}${this.#target.path}`));
    this.#pages += 1;
    if (this.#pages % PAGES_UNTIL_SECOND_LOOK === 0) this.#absent.clear();
    return parseExporterPage(page, this.#absent);
  }
}

function statusSentence(status: number, where: string): Sentence {
  if (status >= 300 && status < 400) return say('exporter_redirect', { where, status });
  if (status === 401 || status === 403) return say('exporter_login', { where, status });
  if (status === 404) return say('exporter_missing', { where });
  return say('exporter_status', { where, status });
}
