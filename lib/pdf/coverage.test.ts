import { expect, test } from 'vitest'
import { printableRangesSource } from './coverage'

test('what counts as printable is what every embedded face draws', async () => {
  await expect(await printableRangesSource()).toMatchFileSnapshot('../core/text/printable-ranges.ts')
})
