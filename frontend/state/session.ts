import type { Right } from '../../backend/contract/access.ts';

/** What the document tells the page about itself, in data attributes of its root. */
export type Session = {
  readonly root: HTMLElement;
  /** Address of the module, or of the daemon, with its last slash. */
  readonly base: string;
  /** Address that the interface's paths follow, with its last slash. */
  readonly api: string;
  /** Address of the socket, with or without scheme and host. */
  readonly ws: string;
  readonly language: string;
  readonly user: string;
  readonly csrf: string;
  readonly rights: ReadonlySet<Right>;
  readonly mode: 'webmin' | 'standalone';
  /** What the configuration says of the theme until the reader chooses one, and of the layout that is offered first; "" for nothing. */
  readonly firstTheme: string;
  readonly firstLayout: string;
};

export function readSession(root: HTMLElement): Session {
  const data = (name: string, otherwise = ''): string => root.dataset[name] ?? otherwise;
  const base = data('base', '/');
  return {
    root,
    base,
    api: data('api', `${base}api/`),
    ws: data('ws', `${base}ws`),
    language: data('lang', 'en'),
    user: data('user'),
    csrf: data('csrf'),
    rights: new Set(data('rights', 'view edit act').split(/\s+/).filter(Boolean) as Right[]),
    mode: data('mode') === 'webmin' ? 'webmin' : 'standalone',
    firstTheme: data('firstTheme'),
    firstLayout: data('firstLayout'),
  };
}

export const mayEdit = (session: Session): boolean => session.rights.has('edit');
