import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

const tests = ['lib', 'db', 'components', 'app', 'bench', 'packages'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file))
    .filter((file) => /\.test\.tsx?$/.test(file) && !file.includes('node_modules')),
)
const integrationTests = tests.filter((file) => file.endsWith('.db.test.ts'))
const unitTests = tests.filter((file) => !file.endsWith('.db.test.ts'))

/** Rooms whose tests measure time or memory, or start processes: what others left behind would be in their way. */
const roomsApart = ['lib/client/', 'lib/pdf/', 'lib/cli/', 'lib/mail/', 'db/']
/** What changes something that all files of a process have in common; reading the environment changes nothing. */
const changesOthers =
  /\bvi\.(mock|doMock|spyOn|stub\w+|useFakeTimers|setSystemTime|resetModules)\b|process\.on\b|process\.env\S* (\?\?|\|\|)?= |(delete |assign\()process\.env\b/
const changes = (file: string): boolean => changesOthers.test(readFileSync(join(root, file), 'utf8'))
/** Tests that run in a process of their own; all others share one, which loads what they have in common once. */
const apart = unitTests.filter((file) => roomsApart.some((room) => file.startsWith(room)) || changes(file))
const integrationApart = integrationTests.filter(changes)

/** Tests receive what is sent on this machine. */
const here = { KONTOR_PRIVATE_TARGETS: '127.0.0.0/8 ::1' }
const unit = { testTimeout: 120_000, env: here }
const integration = {
  globalSetup: ['./db/testing/cluster.ts'],
  testTimeout: 300_000,
  hookTimeout: 120_000,
  // A storm of webhooks would say a line for each.
  env: { ...here, KONTOR_LOG_LEVEL: 'silent' },
}
/** A file as a pattern that matches it alone: routes have brackets in their names. */
const exactly = (file: string): string => file.replace(/[[\]()]/g, '\\$&')
const only = (files: readonly string[]): string[] => files.map(exactly)
/** Those of `all` that are not among `some`. */
const without = (all: readonly string[], some: readonly string[]): string[] =>
  only(all.filter((file) => !some.includes(file)))

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    projects: [
      { extends: true, test: { ...unit, name: 'unit', include: without(unitTests, apart), isolate: false } },
      { extends: true, test: { ...unit, name: 'apart', include: only(apart) } },
      {
        extends: true,
        test: {
          ...integration,
          name: 'integration',
          include: without(integrationTests, integrationApart),
          isolate: false,
        },
      },
      { extends: true, test: { ...integration, name: 'integration-apart', include: only(integrationApart) } },
    ],
  },
})
