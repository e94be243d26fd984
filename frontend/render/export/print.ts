/** Shows one SVG document alone on a sheet of paper, as large as fits, and asks the browser to print it or to save it as PDF. Nothing of it stays in the page. */
export function printSvg(svg: string, isWide: boolean): void {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  const picture = document.importNode(parsed, true);
  picture.removeAttribute('width');
  picture.removeAttribute('height');
  sheet.append(picture);
  const style = new CSSStyleSheet();
  style.replaceSync(`.print-sheet{display:none}@media print{@page{size:${isWide ? 'landscape' : 'portrait'};margin:10mm}html,body{height:auto!important;overflow:visible!important;background:none!important}`
    + 'body>*:not(.print-sheet){display:none!important}.print-sheet{display:block!important;print-color-adjust:exact;-webkit-print-color-adjust:exact}.print-sheet svg{display:block;width:100%;max-height:calc(100vh - 2mm)}}');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  document.body.append(sheet);
  addEventListener('afterprint', () => {
    sheet.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style);
  }, { once: true });
  print();
}
