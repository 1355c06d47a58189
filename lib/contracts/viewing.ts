import { z } from 'zod'
import { orgSlug } from './common'

/** Whose portal somebody of the platform looks at. */
export const viewingInput = z.strictObject({ org: orgSlug })
