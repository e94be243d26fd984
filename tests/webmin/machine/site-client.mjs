/**
 * What a browser and a script find at the site of nginx: `site-client.mjs NAME ADDRESS TOKEN`. Prints a line for each thing, for the test
 * to judge. It comes from 127.0.0.9.
 */
import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:tls';
import { WebSocket } from 'ws';

const [name, address, token] = process.argv.slice(2);
const FROM = '127.0.0.9';
const bearer = { authorization: `Bearer ${token}` };
const say = (what, ...values) => process.stdout.write(`${what} ${values.join(' ')}\n`);

function ask({ by = https, host = name, path = '/', method = 'GET', headers = {}, body, onData }) {
  return new Promise((resolve, reject) => {
    const request = by.request({ host: address, localAddress: FROM, servername: name, path, method, headers: { host, ...headers }, rejectUnauthorized: false, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
        if (onData?.(text)) request.destroy();
      });
      answer.on('close', () => resolve({ status: answer.statusCode, headers: answer.headers, text, protocol: answer.socket?.getProtocol?.(), certificate: answer.socket?.getPeerCertificate?.() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function protocolOf(version) {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 443, servername: name, rejectUnauthorized: false, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' });
    socket.once('secureConnect', () => { resolve(socket.getProtocol()); socket.destroy(); });
    socket.once('error', () => resolve('refused'));
  });
}

const json = (answer) => JSON.parse(answer.text);

const health = await ask({ path: '/api/health' });
say('health', health.status, health.text);
say('protocols', ...await Promise.all(['TLSv1.1', 'TLSv1.2', 'TLSv1.3'].map(protocolOf)));
const { subject, issuer, subjectaltname } = await new Promise((resolve) => {
  const socket = connect({ host: address, port: 443, servername: name, rejectUnauthorized: false }, () => { resolve(socket.getPeerCertificate()); socket.destroy(); });
});
say('certificate', subject.CN === issuer.CN ? 'self-signed' : 'signed', subjectaltname);
const redirect = await ask({ by: http, path: `/x?token=${token}` });
say('redirect', redirect.status, redirect.headers.location.replace(token, 'TOKEN'));
const stranger = await ask({ host: 'stranger.invalid', path: '/api/servers', headers: bearer });
say('stranger', stranger.status, json(stranger).code);
const unknown = await ask({ path: '/api/servers' });
say('without-token', unknown.status);

const login = await ask({ path: `/?token=${token}` });
const [cookie, ...attributes] = login.headers['set-cookie'][0].split('; ');
say('login', login.status, attributes.filter((attribute) => !attribute.includes('=')).join(','));
const page = await ask({ headers: { cookie } });
say('page', page.status, page.text.includes('id="unlimited-cluster"'));
const added = await ask({ path: '/api/servers', method: 'POST', headers: { cookie, origin: `https://${name}`, 'content-type': 'application/json' }, body: '{"id":"by-cookie"}' });
say('change-by-cookie', added.status);

const live = await new Promise((resolve) => {
  const socket = new WebSocket(`wss://${name}/ws`, { headers: { cookie }, origin: `https://${name}`, localAddress: FROM, rejectUnauthorized: false, lookup: (_host, options, done) => (options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4)) });
  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString());
    if (JSON.stringify(frame).includes('by-socket')) { socket.close(); resolve('change'); }
  });
  socket.once('open', () => ask({ path: '/api/servers', method: 'POST', headers: { ...bearer, 'content-type': 'application/json' }, body: '{"id":"by-socket"}' }));
  socket.once('error', (error) => resolve(error.message));
});
say('websocket', live);

const events = await ask({
  path: '/api/events', headers: bearer,
  onData: (() => {
    let asked = false;
    return (text) => {
      if (!asked) {
        asked = true;
        void ask({ path: '/api/servers', method: 'POST', headers: { ...bearer, 'content-type': 'application/json' }, body: '{"id":"by-events"}' });
      }
      return text.includes('by-events');
    };
  })(),
});
say('events', events.text.includes('by-events') ? 'change' : 'nothing');

const notes = 'n'.repeat(2_000);
const large = { format: 'unlimited-cluster', version: 1, servers: Array.from({ length: 2_000 }, (_, index) => ({ id: `s${index}`, notes })) };
const imported = await ask({ path: '/api/import?dry_run=true', method: 'POST', headers: { ...bearer, 'content-type': 'application/json' }, body: JSON.stringify(large) });
say('import-of-4-MB', imported.status, json(imported).added);
const tooLarge = await ask({ path: '/api/servers', method: 'POST', headers: { ...bearer, 'content-type': 'application/json' }, body: `{"id":"x","notes":"${'n'.repeat(1_500_000)}"}` });
say('body-of-1.5-MB', tooLarge.status, json(tooLarge).code);
