/**
 * Writes TypeScript as plain JavaScript: it starts sooner than its hundreds of modules do, and needs no compiler in
 * memory. Paths are relative to the project, in which every command runs.
 * @param entries TypeScript files by the names that they get in `folder`, without `.mjs`
 */
export declare const bundle: (entries: Readonly<Record<string, string>>, folder: string) => Promise<void>

/** Writes one TypeScript file and what it imports as plain JavaScript, and answers where. */
export declare const bundled: (file: string) => Promise<URL>
