import { unlinkPerson } from '@/lib/flows/settings/unlink-person'
import { CommandError, runCommand } from './session'

runCommand('unlink-person', async (ctx) => {
  const [email, ...rest] = process.argv.slice(2)
  if (email === undefined || rest.length > 0) throw new CommandError('Usage: npm run unlink-person -- ada@example.com')
  const count = await unlinkPerson(ctx, email)
  console.log(
    count === 0
      ? `${email} has no identity: whoever signs in next with this verified address is linked to it.`
      : `${email} has no identity any more: whoever signs in next with this verified address is linked to it.`,
  )
})
