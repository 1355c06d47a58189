import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Stage } from './stage'

/** The real health route, answered in this process: what renders here delays it as it would delay the front server. */
export const startHealthServer = async (stage: Stage): Promise<string> => {
  process.env.DATABASE_URL = stage.url
  process.env.KONTOR_DEMO = 'true'
  process.env.KONTOR_DEMO_DATABASE = 'true'
  process.env.KONTOR_LOG_LEVEL = 'error'
  const { GET } = await import('@/app/api/health/route')
  const { closeAppDb } = await import('@/db/app')
  const server = createServer(async (message, response) => {
    const answer = await GET(new Request(`http://localhost${message.url}`))
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  // As the front server: a loop that renders for long closes no connection that the client still uses.
  server.keepAliveTimeout = 75_000
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  stage.onEnd(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    await closeAppDb()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/health`
}
