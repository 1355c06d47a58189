import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

const unitTests = ['lib', 'db', 'components'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file))
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.endsWith('.db.test.ts')),
)

/** Rooms whose tests measure time or memory, or start processes: what others left behind would be in their way. */
const roomsApart = ['lib/client/', 'lib/pdf/', 'lib/cli/', 'lib/mail/', 'db/']
/** What changes something that all files of a process have in common. */
const changesOthers = /\bvi\.(mock|doMock|spyOn|stub\w+|useFakeTimers|setSystemTime|resetModules)\b|process\.(env|on)\b/
/** Tests that run in a process of their own; all others share one, which loads what they have in common once. */
const apart = unitTests.filter(
  (file) =>
    roomsApart.some((room) => file.startsWith(room)) || changesOthers.test(readFileSync(join(root, file), 'utf8')),
)

const unit = { testTimeout: 120_000 }

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    projects: [
      {
        extends: true,
        test: { ...unit, name: 'unit', include: unitTests.filter((file) => !apart.includes(file)), isolate: false },
      },
      { extends: true, test: { ...unit, name: 'apart', include: apart } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{lib,db,app,bench}/**/*.db.test.ts'],
          globalSetup: ['./db/testing/cluster.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
