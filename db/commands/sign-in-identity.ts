import type { Temporal } from 'temporal-polyfill'
import type { Db } from '@/db/client'
import { call } from './call'
import { only } from './json'

export type Identity = {
  readonly issuer: string
  readonly subject: string
  readonly email: string
  readonly emailVerified: boolean
  readonly name: string
  readonly admin: boolean
}

/**
 * The person an identity provider vouches for; made on the first sign-in.
 * @returns null where the person is not known yet and the provider did not verify the e-mail address.
 */
export const signInIdentity = (
  db: Db,
  identity: Identity,
  newUserId: string,
  at: Temporal.Instant,
): Promise<string | null> =>
  call(async () => {
    const { issuer, subject, email, emailVerified, name, admin } = identity
    const rows = await db.$client<{ user_id: string | null }[]>`
      select sign_in_identity(${issuer}, ${subject}, ${newUserId}, ${email}, ${emailVerified}, ${name}, ${admin},
        ${at.toString()}) as user_id`
    return only(rows).user_id
  })
