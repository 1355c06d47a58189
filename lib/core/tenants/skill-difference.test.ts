import fc from 'fast-check'
import { expect, test } from 'vitest'
import { skillDifference } from './skill-difference'

const sets = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'ocr'), { maxLength: 8 })

test('the difference leads from the recorded set to the reported one', () => {
  fc.assert(
    fc.property(sets, sets, (recorded, reported) => {
      const state = new Set<string>(recorded)
      for (const { kind, skill } of skillDifference(recorded, reported)) {
        expect(state.has(skill)).toBe(kind === 'disabled')
        if (kind === 'enabled') state.add(skill)
        else state.delete(skill)
      }
      expect(state).toEqual(new Set<string>(reported))
    }),
  )
})

test('reporting the recorded set again gives nothing, in any order and with repeats', () => {
  fc.assert(
    fc.property(sets, (recorded) => {
      expect(skillDifference(recorded, [...recorded, ...recorded].reverse())).toEqual([])
    }),
  )
})

test('what is disabled comes first, each group by name', () => {
  expect(skillDifference(['z', 'b', 'kept'], ['kept', 'y', 'a'])).toEqual([
    { kind: 'disabled', skill: 'b' },
    { kind: 'disabled', skill: 'z' },
    { kind: 'enabled', skill: 'a' },
    { kind: 'enabled', skill: 'y' },
  ])
})
