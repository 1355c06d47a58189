import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whom the identity provider of the tests can make a platform admin, besides those of the demo. */
export const firstAdmins: readonly string[] = ['operator@provider.example', 'kim@provider.example']

/** Writes the list that a Kontor under test is mounted, and answers where it is. */
export const writeAdmins = (folder: string, emails: readonly string[]): string => {
  const file = join(folder, 'admin-emails')
  writeFileSync(file, emails.join('\n'))
  return file
}
