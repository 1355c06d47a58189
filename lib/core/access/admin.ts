import { readEmail } from './email'

/** Addresses that commas, spaces or lines separate; what is none names nobody. */
export const readAdminList = (text: string): ReadonlySet<string> =>
  new Set(text.split(/[\s,]+/).flatMap((each) => readEmail(each) ?? []))

/** Whether somebody runs the platform: by the list of this moment, and by an address that the provider verified. */
export const isListedAdmin = (
  { email, emailVerified }: { readonly email: string; readonly emailVerified: boolean },
  listed: ReadonlySet<string>,
): boolean => emailVerified && listed.has(email)
