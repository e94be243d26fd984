import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This repository, which is the module's directory too. */
export const moduleDirectory = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const WEBMIN_FILES = /\.(?:cgi|pl)$|^(?:module\.info|config|defaultacl|safeacl)(?:[.-][\w.-]+)?$/;

/** The files at the repository's root that Webmin reads. */
export function webminFiles(): string[] {
  return readdirSync(moduleDirectory).filter((name) => WEBMIN_FILES.test(name) && !name.endsWith('.js'));
}

/** The Webmin side of the module, with a page of three small files in place of the built one, at `to`. */
export function copyModule(to: string): string {
  mkdirSync(join(to, 'frontend/dist'), { recursive: true });
  for (const name of [...webminFiles(), 'lang', 'help', 'images', 'backend/tools']) cpSync(join(moduleDirectory, name), join(to, name), { recursive: true });
  writeFileSync(join(to, 'frontend/dist/app-TEST1234.js'), 'document.querySelector("#unlimited-cluster").dataset.ready = "true";\n');
  writeFileSync(join(to, 'frontend/dist/app-TEST1234.css'), 'body { margin: 0; }\n');
  for (const language of ['en', 'es']) writeFileSync(join(to, `frontend/dist/lang-${language}-TEST.js`), 'globalThis.unlimitedClusterWords={};\n');
  writeFileSync(join(to, 'frontend/dist/manifest.json'), JSON.stringify({
    script: 'app-TEST1234.js', style: 'app-TEST1234.css', words: { en: 'lang-en-TEST.js', es: 'lang-es-TEST.js' }, workers: { 'layout.worker': 'layout.worker-TEST.js' },
  }, null, 2));
  return to;
}
