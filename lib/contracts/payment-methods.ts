import { z } from 'zod'
import { identifier, orgSlug } from './common'

export const orgCardsInput = z.strictObject({ org: orgSlug })
export const cardInput = orgCardsInput.extend({ methodId: identifier })
