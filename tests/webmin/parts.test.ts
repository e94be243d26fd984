import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DaemonStandIn } from './daemon-stand-in.ts';
import { PerlLab } from './run-perl.ts';

let lab: PerlLab;
beforeAll(() => { lab = new PerlLab(); });
afterAll(() => lab.remove());

describe('rights', () => {
  test.each([
    ['root', '{"rights":["view","edit","act"],"clusters":"*"}'],
    ['viewer', '{"rights":["view"],"clusters":["web","db"]}'],
  ])('%s has the rights of his ACL', (user, json) => {
    expect(lab.run('print user_access_json();', { user })).toBe(json);
  });

  test('a user who may not see the map has no right at all, whatever else is set', () => {
    writeFileSync(join(lab.configDirectory, 'unlimited-cluster/blind.acl'), 'view=0\nedit=1\nact=1\n');
    expect(lab.run('print join(",", user_rights());', { user: 'blind' })).toBe('');
  });

  test('a user in demo mode only looks', () => {
    writeFileSync(join(lab.configDirectory, 'config'), 'readonly_demo=1\n');
    expect(lab.run('print join(",", user_rights());', { user: 'demo' })).toBe('view');
  });

  test('a safe user only looks', () => {
    expect(readFileSync(join(lab.module, 'safeacl'), 'utf8')).toBe('noconfig=1\nview=1\nedit=0\nact=0\nclusters=*\n');
  });

  test('names of clusters fit into a header, whatever stands in the ACL file', () => {
    writeFileSync(join(lab.configDirectory, 'unlimited-cluster/odd.acl'), 'clusters=a"b größe 😀\\ \xff\n', 'utf8');
    const json = lab.run('print user_access_json();', { user: 'odd' });
    expect(json).toMatch(/^[\x20-\x7e]*$/);
    expect((JSON.parse(json) as { clusters: string[] }).clusters.slice(0, 3)).toEqual(['a"b', 'größe', '😀\\']);
  });

  test('the form shows what is set and saves what was chosen', () => {
    const form = lab.run('acl_security_form({ "view" => 1, "edit" => 0, "act" => 1, "clusters" => "web db" });', { libraries: ['acl_security.pl'] });
    expect(form).toMatch(/name='edit' value='0' checked/);
    expect(form).toMatch(/name='clusters' value='web db'/);
    const save = (given: string): string => lab.run(`%in = (${given}); my %o; acl_security_save(\\%o); print join(" ", map { "$_=$o{$_}" } sort keys %o);`, { libraries: ['acl_security.pl'] });
    expect(save('view => 1, edit => 1, clusters_all => 1')).toBe('act=0 clusters=* edit=1 view=1');
    expect(save('view => 1, clusters_all => 0, clusters => " web,  db "')).toBe('act=0 clusters=web db edit=0 view=1');
  });

  test.each(['', '../x', 'a b;c', '<b>'])('the form refuses %j as the ids of clusters', (clusters) => {
    const out = lab.run(`$in{view} = 1; $in{clusters} = '${clusters}'; my %o; acl_security_save(\\%o); print "saved";`, { libraries: ['acl_security.pl'] });
    expect(out).toContain('<h1>Error</h1>');
    expect(out).not.toContain('<b>');
  });
});

describe('the actions log', () => {
  const parsed = (action: string, type: string, object: string): string => lab.run(`print parse_webmin_log("root", "api.cgi", "${action}", "${type}", "${object}", {});`, { libraries: ['log_parser.pl'] });

  test.each([
    ['create', 'servers', 'web1', 'Added server <tt>web1</tt>'],
    ['modify', 'alert-rules', 'r1', 'Changed alert rule <tt>r1</tt>'],
    ['undo', '-', '-', 'Took back the last change'],
    ['approve', 'actions', 'a1', 'approve action <tt>a1</tt>'],
    ['create', '<i>', '<b>', 'Added &lt;i&gt; <tt>&lt;b&gt;</tt>'],
  ])('%s %s %s is told as "%s…"', (action, type, object, sentence) => {
    expect(parsed(action, type, object)).toBe(sentence);
  });
});

describe('the websocket route', () => {
  const configuration = (): string => readFileSync(join(lab.configDirectory, 'miniserv.conf'), 'utf8');
  const run = (code: string): string => lab.run(code, { libraries: ['route-lib.pl'] });

  test('it is not made before the daemon has chosen its port', () => {
    expect(run('print ensure_route();')).toBe('0');
    expect(configuration()).not.toContain('websockets');
  });

  test('it names the port and the secret, and is written once', () => {
    run('rotate_secret();');
    writeFileSync(join(lab.dataDirectory, 'ticket-port'), '10183\n');
    expect([run('print ensure_route();'), run('print ensure_route();')]).toEqual(['1', '0']);
    const secret = readFileSync(join(lab.dataDirectory, 'miniserv.secret'), 'utf8');
    const basic = Buffer.from(`miniserv:${secret}`).toString('base64');
    expect(secret).toMatch(/^[0-9a-f]{48}$/);
    expect(configuration()).toBe(`port=10000\nsession=1\nwebsockets_/unlimited-cluster/ws=host=127.0.0.1 port=10183 wspath=/ws nokey=1 auth=basic:${basic}\n`);
  });

  test('only its owner reads the secret', () => {
    expect(statSync(join(lab.dataDirectory, 'miniserv.secret')).mode & 0o777).toBe(0o600);
  });

  test('it follows the daemon to another port and a new secret', () => {
    writeFileSync(join(lab.dataDirectory, 'ticket-port'), '10184');
    expect(run('print ensure_route();')).toBe('1');
    expect(configuration()).toContain('port=10184');
    run('rotate_secret();');
    expect(run('print ensure_route();')).toBe('1');
  });

  test.each(['0', '65536', '10184 host=evil', 'x', ''])('a port file with %j changes nothing', (contents) => {
    const before = configuration();
    writeFileSync(join(lab.dataDirectory, 'ticket-port'), contents);
    expect(run('print ensure_route();')).toBe('0');
    expect(configuration()).toBe(before);
  });

  test('it is removed, and nothing else', () => {
    expect([run('print remove_route();'), run('print remove_route();')]).toEqual(['1', '0']);
    expect(configuration()).toBe('port=10000\nsession=1\n');
  });
});

describe('the service', () => {
  const run = (code: string): string => lab.run(code, { libraries: ['service-lib.pl'] });

  test('its unit leaves no place open and keeps the daemon in its own directories', () => {
    const unit = run('our $config_directory = "/etc/webmin"; print unit_text();');
    expect(unit).not.toContain('@');
    expect(unit).toMatch(/^ExecStart=\/\S*node \S+\/backend\/dist\/main\.js --logs \/var\/log\/unlimited-cluster --socket --ticket-port auto --secret-file \/var\/lib\/unlimited-cluster\/miniserv\.secret$/m);
    expect(unit).toContain('ReadWritePaths=/var/lib/unlimited-cluster /etc/unlimited-cluster\n');
    for (const line of ['User=unlimited-cluster', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'PrivateTmp=yes', 'CapabilityBoundingSet=']) expect(unit).toContain(`${line}\n`);
  });

  test('the data is in /var/lib only for the Webmin of the machine itself', () => {
    expect(run('print data_directory(), " ", daemon_config_file();')).toBe(`${lab.dataDirectory} ${lab.configDirectory}/unlimited-cluster/config.json`);
    expect(run('our $config_directory = "/etc/webmin"; print data_directory(), " ", daemon_config_file();')).toBe('/var/lib/unlimited-cluster /etc/unlimited-cluster/config.json');
  });

  test('a pid file left from a daemon that was killed is not believed', () => {
    writeFileSync(join(lab.dataDirectory, 'daemon.pid'), `${process.pid}\n`);
    expect(run('print daemon_pid() // "none";')).toBe('none');
    writeFileSync(join(lab.dataDirectory, 'daemon.pid'), '');
  });

  test('without a build the reason says so', () => {
    expect(run('print join("|", not_ready_reasons());')).toContain('The daemon is not built');
  });

  test('with a build whose addon does not load, the reason names the addon and where to read on', () => {
    mkdirSync(join(lab.module, 'backend/dist'), { recursive: true });
    writeFileSync(join(lab.module, 'backend/dist/main.js'), '');
    expect(run('print join("|", not_ready_reasons());')).toMatch(/^The database addon better_sqlite3-linux-\w+-abi\d+\.node does not load: .*rebuild\.log$/);
    expect(lab.run('print is_installed(0), is_installed(1);', { libraries: ['install_check.pl'] })).toBe('00');
  });

  test('an old Node.js is named with its version, and none at all as such', () => {
    const old = join(lab.directory, 'node');
    writeFileSync(old, '#!/bin/sh\necho old 18.19.0\n', { mode: 0o755 });
    expect(run(`our %config; $config{node} = "${old}"; print missing_parts();`)).toMatch(/^Node\.js 18\.19\.0 is too old/);
    expect(run('no warnings; *has_command = sub { undef }; print missing_parts();')).toMatch(/^Node\.js is not installed/);
  });

  test('where another program has its port, it moves to the next free one and stays there', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const settings = join(lab.configDirectory, 'unlimited-cluster/config');
    writeFileSync(settings, `listen=127.0.0.1:${port}\n`);
    run('choose_listen();');
    const chosen = Number(/^listen=127\.0\.0\.1:(\d+)$/m.exec(readFileSync(settings, 'utf8'))?.[1]);
    expect(chosen).toBeGreaterThan(port);
    run('choose_listen();');
    expect(readFileSync(settings, 'utf8')).toContain(`listen=127.0.0.1:${chosen}\n`);
    other.close();
  });

  test('the last line of the log tells why it ended', () => {
    writeFileSync(join(lab.dataDirectory, 'cluster.log'), 'first\nThe database is corrupt.\n\n');
    expect(run('print last_line(daemon_log());')).toBe('The database is corrupt. ');
  });

  test('where it never came to its log, what it said before tells why', () => {
    const [log, said] = ['cluster.log', 'daemon.log'].map((name) => join(lab.dataDirectory, name)) as [string, string];
    writeFileSync(log, 'earlier\n');
    writeFileSync(said, 'node: not found\n');
    utimesSync(log, 1_000, 1_000);
    const reasons = 'no warnings; *missing_parts = sub { () }; print join("|", not_ready_reasons());';
    expect(run(reasons)).toContain(`The last line of ${said} is: node: not found`);
    utimesSync(said, 500, 500);
    expect(run(reasons)).toContain(`The last line of ${log} is: earlier`);
    rmSync(said);
  });
});

describe('what Webmin asks besides', () => {
  test('only the index page is linked to by the search', () => {
    const args = (name: string): string => lab.run(`print cgi_args("${name}");`, { libraries: ['cgi_args.pl'] });
    expect([args('index.cgi'), args('api.cgi'), args('app.cgi'), args('service.cgi')]).toEqual(['', 'none', 'none', 'none']);
  });

  test('the log of the daemon is offered to the log viewer once it is there', () => {
    expect(lab.run('print map { $_->{file} } syslog_getlogs();', { libraries: ['syslog_logs.pl'] })).toBe(join(lab.dataDirectory, 'cluster.log'));
  });
});

describe('Webmin\'s backup', () => {
  /** As `run`, with the far end of the socket alive meanwhile. */
  const run = (code: string): Promise<string> => lab.runBeside(code, { libraries: ['backup_config.pl'] });

  test('it takes the map as the daemon gives it, and leaves no file behind', async () => {
    const daemon = new DaemonStandIn(lab.dataDirectory);
    daemon.answer = (_received, response) => response.end('{"format":"unlimited-cluster","servers":[]}');
    await daemon.start();
    const printed = await run('print pre_backup() // "", "|"; print backup_config_files(), "|", read_file_contents(map_file()); post_backup(); print "|", backup_config_files();');
    await daemon.stop();
    expect(printed).toBe(`|${lab.configDirectory}/unlimited-cluster/map.json|{"format":"unlimited-cluster","servers":[]}|`);
    expect(daemon.received[0]).toMatchObject({ method: 'GET', url: '/api/export' });
  });

  test('a restore replaces the map; what the daemon refuses is told and the file kept', async () => {
    const daemon = new DaemonStandIn(lab.dataDirectory);
    await daemon.start();
    const map = join(lab.configDirectory, 'unlimited-cluster/map.json');
    writeFileSync(map, '{"servers":[]}');
    daemon.answer = (_received, response) => response.writeHead(422).end('{"detail":"broken"}');
    expect(await run('print post_restore();')).toContain('broken');
    daemon.answer = (_received, response) => response.end('{}');
    expect(await run('print post_restore() // "done", -e map_file() ? " kept" : "";')).toBe('done');
    await daemon.stop();
    expect(daemon.received[1]).toMatchObject({ method: 'POST', url: '/api/import?mode=replace', body: Buffer.from('{"servers":[]}') });
  });

  test('without the daemon there is no backup, and the reason is told', async () => {
    expect(await run('print pre_backup();')).toContain('The daemon does not answer on');
  });
});
