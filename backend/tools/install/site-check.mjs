/**
 * Asks the site of nginx as a browser would: `site-check.mjs NAME ADDRESS tls|plain`. Prints a line "ok …" or "FAULT …" for each thing
 * that is looked at, and ends with status 1 if there is a fault.
 */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';

const [name, address, mode] = process.argv.slice(2);
const isTls = mode === 'tls';
const DAYS_WARNED = 30;
const TIMEOUT_MS = 2_000;
let faults = 0;

const good = (text) => process.stdout.write(`ok     ${text}\n`);
function fault(text) {
  faults += 1;
  process.stdout.write(`FAULT  ${text}\n`);
}

/** The answer to a request for `host`, with the protocol and certificate it came by. */
function ask(by, path, host = name) {
  return new Promise((resolve, reject) => {
    const options = { host: address, path, headers: { Host: host }, agent: false, timeout: TIMEOUT_MS };
    // Its certificate is judged below, whoever signed it.
    const request = (by === 'https' ? https : http).request(by === 'https' ? { ...options, ...(isIP(name) === 0 ? { servername: name } : {}), rejectUnauthorized: false } : options);
    request.once('response', (answer) => {
      answer.resume();
      const { socket } = answer;
      resolve({ status: answer.statusCode, location: answer.headers.location, ...(by === 'https' ? { protocol: socket.getProtocol(), certificate: socket.getPeerCertificate(), authorized: socket.authorized } : {}) });
    });
    request.once('timeout', () => request.destroy(new Error('no answer within 2 s')));
    request.once('error', reject);
    request.end();
  });
}

function judgeCertificate({ certificate, authorized }) {
  const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / 86_400_000);
  const mismatch = checkServerIdentity(name, certificate);
  if (mismatch !== undefined) fault(`The certificate is not for ${name}: ${mismatch.message}`);
  else if (days < 0) fault(`The certificate ended on ${certificate.valid_to}. Renew it.`);
  else if (days < DAYS_WARNED) fault(`The certificate ends in ${days} days. Renew it.`);
  else good(`certificate for ${name}, ${days} more days, ${authorized ? 'trusted here' : 'self-signed or not trusted here: browsers warn'}`);
}

async function look(by) {
  const answer = await ask(by, '/api/health');
  if (answer.status === 200) good(`${by}://${name}/ answers${isTls ? ` by ${answer.protocol}` : ''}`);
  else fault(`${by}://${name}/api/health answers ${answer.status}; ${answer.status === 502 ? 'nginx does not reach the daemon' : 'another site may have the name'}.`);
  if (isTls) judgeCertificate(answer);
  const stranger = await ask(by, '/api/servers', 'stranger.invalid');
  if (stranger.status < 400) fault(`Asked by the name stranger.invalid it answers ${stranger.status}.`);
}

async function lookAtRedirect() {
  const { status, location } = await ask('http', '/api/health');
  if (status === 301 && location === `https://${name}/api/health`) good('http redirects to https');
  else fault(`http://${name}/ answers ${status} and does not redirect to https.`);
}

try {
  await look(isTls ? 'https' : 'http');
  if (isTls) await lookAtRedirect();
} catch (error) {
  fault(`nginx does not answer for ${name} on ${address}: ${error.message}. Another program may have its ports.`);
}
process.exit(faults === 0 ? 0 : 1);
