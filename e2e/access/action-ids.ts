import { readFileSync } from 'node:fs'

type Manifest = { node: Record<string, { filename?: string; exportedName?: string }> }

/** What the build calls each server action, by file and name. */
export const actionIds = (): ReadonlyMap<string, string> => {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as Manifest
  return new Map(
    Object.entries(manifest.node).map(([id, { filename, exportedName }]) => [`${filename} ${exportedName}`, id]),
  )
}
