type Texts = Readonly<Record<string, string>>;

export const PREFIX: string;
export function sentences(): Readonly<Record<'en' | 'es', Texts>>;
export function sentenceDefine(): Record<string, string>;
export function placesOf(text: string): string[];
export function keysFile(): string;
export function writeKeys(): void;
