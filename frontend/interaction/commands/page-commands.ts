import type { Command } from './command.ts';

export const search: Command = {
  id: 'search', label: 'search', icon: 'search', shortcuts: ['/', 'Mod+F'], targets: [], group: 'page',
  isEnabled: () => true,
  run: () => document.querySelector<HTMLInputElement>('#search')?.select(),
};

export const palette: Command = {
  id: 'palette', label: 'palette', icon: 'command', shortcuts: ['Mod+K'], targets: [], group: 'page',
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'palette' }),
};

export const shortcuts: Command = {
  id: 'shortcuts', label: 'shortcuts', icon: 'help', shortcuts: ['?', 'F1'], targets: ['map'], group: 'page',
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'shortcuts' }),
};

export const types: Command = {
  id: 'types', label: 'types', icon: 'types', targets: [], group: 'file',
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'types' }),
};

export const importFile: Command = {
  id: 'import', label: 'import', icon: 'upload', shortcuts: ['Shift+I'], targets: ['map'], group: 'file', edits: true,
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'import' }),
};

export const exportFile: Command = {
  id: 'export', label: 'export', icon: 'download', shortcuts: ['Mod+S'], targets: ['map'], group: 'file',
  isEnabled: () => true,
  run: (page) => page.open({ kind: 'export' }),
};

export const exportPicture: Command = {
  id: 'export-picture', label: 'picture', icon: 'download', targets: ['map', 'servers'], group: 'file',
  isEnabled: (page) => page.world !== null,
  run: (page) => page.open({ kind: 'export-picture' }),
};

export const theme: Command = {
  id: 'theme',
  label: (page) => (page.theme.ground.value === 'dark' ? 'theme_light' : 'theme_dark'),
  icon: (page) => (page.theme.ground.value === 'dark' ? 'sun' : 'moon'),
  shortcuts: ['T'], targets: [], group: 'page',
  isEnabled: () => true,
  run: (page) => void (page.theme.choice.value = page.theme.ground.peek() === 'dark' ? 'light' : 'dark'),
};

export const themeAuto: Command = {
  id: 'theme-auto', label: 'theme_auto', icon: 'contrast', targets: [], group: 'page',
  isEnabled: (page) => page.theme.choice.value !== 'auto',
  run: (page) => void (page.theme.choice.value = 'auto'),
};
