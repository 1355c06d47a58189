import { stripeGateway } from '@/lib/compose'
import { syncPrices } from '@/lib/flows/payments/subscriptions/sync-prices'
import { runCommand } from './session'

runCommand('sync-prices', async (ctx) => {
  const synced = await syncPrices(ctx, stripeGateway())
  for (const { key, currency, priceId, made } of synced) {
    console.log(`${made ? 'made' : 'kept'}  ${key} in ${currency}: ${priceId}`)
  }
  const made = synced.filter((price) => price.made).length
  console.log(`${synced.length} prices are at Stripe, ${made} of them made now.`)
})
