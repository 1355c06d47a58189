import { parseArgs } from 'node:util'
import { stripeGateway } from '@/lib/compose'
import { reconcile } from '@/lib/flows/payments/reconcile/reconcile'
import { CommandError, runCommand } from './session'

const usage = 'npm run reconcile -- [--repair]'

const arguments_ = () => {
  try {
    return parseArgs({ options: { repair: { type: 'boolean', default: false } } }).values
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

runCommand('reconcile', async (ctx) => {
  const { repair } = arguments_()
  let orgs = 0
  const found = await reconcile(ctx, stripeGateway(), {
    mends: repair,
    onOrg: () => {
      orgs += 1
    },
  })
  for (const { org, kind, subject, sentence, mended } of found) {
    console.log(`${mended ? 'mended  ' : 'differs '}  ${org}  ${kind}  ${subject}: ${sentence}`)
  }
  const left = found.filter(({ mended }) => !mended).length
  console.log(`${orgs} organizations compared with Stripe: ${found.length} differences, ${left} of them left.`)
  if (left > 0) process.exitCode = 2
})
