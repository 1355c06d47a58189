import { stripeGateway, stripeKeys, stripeWebhookUrl } from '@/lib/compose'
import type { Finding } from '@/lib/core/setup/check-stripe'
import { checkStripe } from '@/lib/flows/payments/check-stripe'
import { runCommand } from './session'

const words: Readonly<Record<Finding['level'], string>> = { fine: 'ok   ', note: 'note ', fault: 'fault' }

runCommand('check-stripe', async (ctx) => {
  const findings = await checkStripe(ctx, stripeGateway(), stripeKeys(), stripeWebhookUrl())
  for (const { level, sentence } of findings) console.log(`${words[level]}  ${sentence}`)
  const faults = findings.filter(({ level }) => level === 'fault').length
  console.log(faults === 0 ? 'Stripe is set up as Kontor needs it.' : `${faults} faults.`)
  if (faults > 0) process.exitCode = 2
})
