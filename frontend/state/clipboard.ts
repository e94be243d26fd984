/**
 * The system's clipboard, as far as the browser lends it, and beside it what this page copied last: without a secure connection, or
 * where the reader denies it, a page may write but not read.
 */
export class Clipboard {
  #last = '';

  /** Takes a text that is still being gathered; false where the system's clipboard could not be written. */
  async write(gathered: Promise<string>): Promise<boolean> {
    const isTaken = this.#writeSystem(gathered);
    this.#last = await gathered;
    return await isTaken || writeByEvent(this.#last);
  }

  /** What is in the clipboard; what this page copied last where the browser does not tell; "" where there is neither. */
  async read(): Promise<string> {
    try {
      return await navigator.clipboard.readText();
    } catch {
      return this.#last;
    }
  }

  async #writeSystem(gathered: Promise<string>): Promise<boolean> {
    try {
      // The promise keeps the permission that came with the key press while the text is fetched.
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': gathered.then((text) => new Blob([text], { type: 'text/plain' })) })]);
      return true;
    } catch {
      return false;
    }
  }
}

/** The old way, which needs no secure connection: the browser asks the page what to copy. */
function writeByEvent(text: string): boolean {
  let isTaken = false;
  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    isTaken = event.clipboardData !== null;
    event.preventDefault();
  };
  document.addEventListener('copy', onCopy, { once: true });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Nothing else writes the clipboard over plain HTTP.
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return isTaken;
}
