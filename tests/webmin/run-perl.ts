import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { copyModule } from './module-copy.ts';
import { writeUsers } from './stand-in/stand-in.ts';

const standIn = fileURLToPath(new URL('./stand-in', import.meta.url));

export interface PerlOptions {
  readonly user?: string;
  readonly libraries?: readonly string[];
}

/** Directories of a Webmin in which parts of the module can be called without any server. */
export class PerlLab {
  readonly directory = mkdtempSync(join(tmpdir(), 'uc-perl-'));
  readonly configDirectory = join(this.directory, 'etc');
  readonly varDirectory = join(this.directory, 'var');
  readonly dataDirectory = join(this.varDirectory, 'modules/unlimited-cluster');
  readonly module = copyModule(join(this.directory, 'unlimited-cluster'));

  constructor() {
    for (const directory of [this.configDirectory, this.dataDirectory]) mkdirSync(directory, { recursive: true });
    writeUsers(this.configDirectory);
    writeFileSync(join(this.configDirectory, 'config'), '');
    writeFileSync(join(this.configDirectory, 'miniserv.conf'), 'port=10000\nsession=1\n');
  }

  /** What some lines of Perl print in the module's directory, its libraries loaded. */
  run(code: string, options: PerlOptions = {}): string {
    const { stdout, stderr, status } = spawnSync('perl', this.#argumentsFor(code, options), { ...this.#surroundings(options), encoding: 'utf8' });
    if (status !== 0) throw new Error(`perl ended with ${String(status)}: ${stderr}`);
    return stdout;
  }

  /** As `run`, while this process goes on. */
  async runBeside(code: string, options: PerlOptions = {}): Promise<string> {
    return (await promisify(execFile)('perl', this.#argumentsFor(code, options), this.#surroundings(options))).stdout;
  }

  #argumentsFor(code: string, { libraries = [] }: PerlOptions): string[] {
    const required = ['unlimited-cluster-lib.pl', ...libraries].map((name) => `require './${name}';`).join(' ');
    return [`-I${standIn}`, `-I${this.module}`, '-e', `package unlimited_cluster; ${required} our (%text, %in, %access); ${code}`];
  }

  #surroundings({ user = 'root' }: PerlOptions) {
    return {
      cwd: this.module,
      env: { ...process.env, WEBMIN_CONFIG: this.configDirectory, WEBMIN_VAR: this.varDirectory, STAND_IN_MODULE: this.module, REMOTE_USER: user },
    };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
