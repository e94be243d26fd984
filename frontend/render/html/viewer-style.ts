import { groundOf, hasContrast, themeOf, type ThemeName } from '../../scene/theme.ts';

const COMMON = `*{box-sizing:border-box}html,body{height:100%;margin:0}body{display:flex;flex-direction:column;background:var(--ground);color:var(--text);font:15px/1.4 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow:hidden}
header{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;padding:10px 16px;background:var(--card);border-bottom:1px solid var(--rim)}h1{font-size:17px;font-weight:600;margin:0;flex:1 1 auto;overflow-wrap:anywhere}
.find{position:relative;flex:0 1 280px}input,button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--rim);border-radius:8px;padding:6px 10px}input{width:100%;min-width:0}button{cursor:pointer}:focus-visible{outline:2px solid var(--select);outline-offset:1px}
#count{position:absolute;right:36px;top:8px;font-size:13px;color:var(--quiet)}#found{position:absolute;z-index:2;left:0;right:0;top:100%;margin:4px 0 0;padding:0;list-style:none;background:var(--card);border-radius:8px;box-shadow:0 6px 24px #0005;overflow:hidden}#found button{display:block;width:100%;text-align:left;border:0;border-radius:0;background:none}#found button:hover,#found button:focus{background:var(--ground)}
nav{display:flex;gap:6px}nav button{min-width:38px}#map{flex:1;min-height:0;cursor:grab;touch-action:none;user-select:none}#map:active{cursor:grabbing}#map svg{display:block;width:100%;height:100%}.ring{fill:none;stroke:var(--select);stroke-width:4;stroke-linejoin:round}
#tip{position:fixed;z-index:3;max-width:min(320px,90vw);padding:8px 12px;background:var(--card);border:1px solid var(--rim);border-radius:10px;box-shadow:0 6px 24px #0004;pointer-events:none;overflow-wrap:anywhere}dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;margin:4px 0 0;font-size:13px}dt{color:var(--quiet)}dd{margin:0}[hidden]{display:none}
@media print{header,#tip{display:none}body{display:block;overflow:visible}#map svg{width:100%;height:auto;max-height:100vh}}
`;

/** Of a theme without what it says of states: the frame shows none. */
type FrameTheme = 'light' | 'dark' | 'light-contrast' | 'dark-contrast';
const frameOf = (theme: ThemeName): FrameTheme => themeOf(groundOf(theme), hasContrast(theme), false) as FrameTheme;

const COLOURS: Readonly<Record<FrameTheme, string>> = {
  light: ':root{color-scheme:light;--ground:#f4f7fc;--card:#fff;--rim:#ccd5e4;--text:#1f2a44;--quiet:#5b6882;--select:#2f6df6}\n',
  dark: ':root{color-scheme:dark;--ground:#0e1523;--card:#1b2740;--rim:#34435f;--text:#e8eefb;--quiet:#9aabc8;--select:#6ea2ff}\n',
  'light-contrast': ':root{color-scheme:light;--ground:#fff;--card:#fff;--rim:#000;--text:#000;--quiet:#333a45;--select:#0038d8}\n',
  'dark-contrast': ':root{color-scheme:dark;--ground:#000;--card:#000;--rim:#fff;--text:#fff;--quiet:#d3d9e4;--select:#8fbcff}\n',
};

/** The style of a picture that opens by itself. */
export const viewerStyle = (theme: ThemeName): string => COLOURS[frameOf(theme)] + COMMON;

/** Base64 of the SHA-256 of each, for the page's own policy. */
const HASHES: Readonly<Record<FrameTheme, string>> = {
  light: '0m8Owz5l0W/Naw95NzIbgLE/MiuzjI7W+xX+DBktS1c=', dark: 'UiaybsGLe/fpVodqT+mkbJYk05uNiXPknBNwdnOa+O8=',
  'light-contrast': 'QQcHL0e2rGTVjTv13sXh9bV6cQIV+9sAl1hrhsfwnek=', 'dark-contrast': 'sU6HWtMJawaJdfGOqIbW/6fhKY+pUOFSf9hYIBiXK/0=',
};
export const viewerStyleHash = (theme: ThemeName): string => HASHES[frameOf(theme)];
