import { afterAll, beforeAll, expect, it } from 'vitest'
import { benches } from './benches'
import { openStage, type Stage } from './stage'

let stage: Stage
beforeAll(async () => {
  stage = await openStage(true)
})
afterAll(() => stage.end())

it.each(Object.keys(benches))(
  'the benchmark %s runs to its end beside the others and measures something',
  async (name) => {
    const results = (await benches[name]?.(stage)) ?? []
    expect(results.length).toBeGreaterThan(0)
    for (const { name: what, value, unit } of results) {
      expect(what.length, name).toBeGreaterThan(3)
      expect(Number.isFinite(value), `${what}: ${value} ${unit}`).toBe(true)
    }
  },
)
