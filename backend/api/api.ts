import express, { type ErrorRequestHandler, type Express } from 'express';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';
import { Idempotency } from './idempotency.ts';
import { mountPage } from './page.ts';
import { answerProblem } from './problems.ts';
import { mount, type Route } from './route.ts';
import { addressClashesRoute } from './routes/address-clashes.ts';
import { clusterRoutes } from './routes/clusters.ts';
import { connectionRoutes } from './routes/connections.ts';
import { credentialRoutes } from './routes/credentials.ts';
import { descriptionRoute } from './routes/description.ts';
import { eventRoute } from './routes/events.ts';
import { iconRoutes } from './routes/icons.ts';
import { measuredRoutes } from './routes/measured.ts';
import { plainNounRoutes } from './routes/plain-nouns.ts';
import { prometheusRoutes } from './routes/prometheus.ts';
import { removalRoute } from './routes/removal.ts';
import { serverRoutes } from './routes/servers.ts';
import { simpleRoutes } from './routes/simple.ts';
import { tagRoutes } from './routes/tags.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { topologyRoute } from './routes/topology.ts';
import { transferRoutes } from './routes/transfer.ts';
import type { Voice } from './voice.ts';

export type ApiOptions = Voice & {
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Folder of the icon that browsers ask for. */
  readonly imagesFolder: string;
  /** What the page is told of how it looks at first; "" for nothing. */
  readonly visualization?: { readonly theme: string; readonly layout: string };
};

/**
 * The voice over HTTP: every route of the contract, the page, and problem details for everything else. Every request is judged by
 * `doors`, so that one app serves the network, the socket file and the ticket port.
 */
export function createApi(options: ApiOptions): Express {
  const { doors, log, nowMs } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.enable('case sensitive routing');
  mount(app, routesOf(options), doors, new Idempotency(nowMs));
  mountPage(app, options);
  app.use((request) => {
    doors.admit(request, request.method !== 'GET' && request.method !== 'HEAD');
    throw new ProblemError('not_found', say('nothing_at', { path: JSON.stringify(request.path.slice(0, 200)) }));
  });
  // Express knows an error handler by its four parameters.
  const answerError: ErrorRequestHandler = (error, _request, response, _next) => answerProblem(response, error, log);
  app.use(answerError);
  return app;
}

/** All routes, those asked most often first. */
export function routesOf(voice: Voice): Route[] {
  const routes = [
    ...serverRoutes(voice), ...connectionRoutes(voice), topologyRoute(voice), removalRoute(voice), ...tagRoutes(voice), ...measuredRoutes(voice), ...clusterRoutes(voice),
    ...plainNounRoutes(voice), ...iconRoutes(voice), addressClashesRoute(voice), ...simpleRoutes(voice), ...transferRoutes(voice), ...prometheusRoutes(voice), ...credentialRoutes(voice),
    ...tokenRoutes(voice), eventRoute(voice),
  ];
  return [...routes, descriptionRoute(voice, routes)];
}
