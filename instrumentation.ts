/** Runs before the first request, also where Next starts the app without our server: what is missing stops it. */
export const register = async (): Promise<void> => {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const [{ startUp }, { stripeGateway }] = await Promise.all([import('@/lib/start-up'), import('@/lib/compose')])
  const ready = startUp().then(stripeGateway)
  await ready.catch((error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`)
    process.exit(1)
  })
}
