import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Temporal } from 'temporal-polyfill'
import { connect, disconnect } from '@/db/client'
import { randomOf } from '@/db/testing/random'
import { bundled } from '@/lib/platform/bundle.mjs'
import { freePort } from '@/lib/platform/free-port'
import { size } from '@/lib/testing/size'
import { ensureEmulatorSchema } from '@/packages/stripe-emulator/postgres/schema'
import { createEmulatorStore } from '@/packages/stripe-emulator/postgres/store'
import { flip } from '@/packages/stripe-emulator/testing/ask'
import { copyDatabase } from './month-database'
import { type MonthStripe, openMonthStripe, replay, type Told } from './month-stripe'
import type { ReceiverOrder } from './receiver-process'
import type { ToldMonth } from './told-month'
import { drain, note, type Send, type Statuses, signed, stormOf } from './webhook-storm'

export const processKills = size(10)
export const backendKills = size(50)
const pauseMs = 20

const start = async (program: URL, order: ReceiverOrder): Promise<ChildProcess> => {
  const child = fork(program, [JSON.stringify(order)], {
    env: { ...process.env, KONTOR_LOG_LEVEL: 'silent' },
  })
  await once(child, 'message')
  return child
}

/** The portal in a process of its own, which is killed and started again, and loses backends. */
export const openReceiver = async (url: string, at: Temporal.Instant) => {
  const order: ReceiverOrder = { url, port: await freePort(), at: at.toString() }
  const killer = connect({ url, role: 'owner', connections: 1, applicationName: 'killer' })
  const killed = { processes: 0, backends: 0 }
  const program = await bundled('db/testing/month/receiver-process.ts')
  let child = await start(program, order)
  let restarted: Promise<void> = Promise.resolve()
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  const killProcess = async (): Promise<void> => {
    await stop()
    child = await start(program, order)
  }
  const killBackend = async (): Promise<void> => {
    const ended = await killer.$client`
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'kontor' order by random() limit 1`
    if (ended.length === 0) killed.backends -= 1
  }
  const send: Send = (event) =>
    fetch(`http://127.0.0.1:${order.port}/api/stripe/webhook`, { method: 'POST', ...signed(event) }).then(
      async (answer) => {
        await answer.body?.cancel()
        return answer.status
      },
      () => 0,
    )
  return {
    killed,
    send,
    /** Kills what is due when so much of all is done: as much by then as of all in the end. */
    killAlong: async (done: number): Promise<void> => {
      if (killed.processes < Math.min(processKills, Math.floor(done * (processKills + 1)))) {
        killed.processes += 1
        restarted = killProcess()
      } else if (killed.backends < Math.min(backendKills, Math.floor(done * (backendKills + 5)))) {
        killed.backends += 1
        await killBackend()
      }
      await restarted
    },
    close: async (): Promise<void> => {
      await restarted
      await stop()
      await disconnect(killer)
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>

/** A copy of a month in which Stripe is in the database too, so that every process of the portal has the same one. */
export const shareMonth = async ({ database, changes, end }: ToldMonth) => {
  const copy = await copyDatabase(database.name)
  await ensureEmulatorSchema(copy.owner.$client, 'kontor_app')
  const store = await replay(changes, createEmulatorStore(copy.owner.$client))
  const stripe = openMonthStripe(end, store)
  // Nobody but the test tells: a process that is killed while it tells would forget what it has heard.
  await flip(stripe.harness, 'webhooks', { paused: 'true' })
  return { copy, stripe }
}

/** Delivers in a storm, while things are killed, and again whatever was not answered with 2xx, as Stripe does. */
export const deliverThroughKills = async (
  receiver: Receiver,
  stripe: MonthStripe,
  events: readonly Told[],
  seed: number,
): Promise<Statuses> => {
  const draw = randomOf(seed)
  const statuses: Statuses = new Map()
  const deliver = async (event: Told): Promise<void> => {
    for (;;) {
      const status = await receiver.send(event)
      note(statuses, status)
      if (status >= 200 && status < 300) return
      await sleep(pauseMs + draw() * pauseMs)
    }
  }
  const storm = stormOf(events, draw)
  const all = storm.length
  let done = 0
  await drain(storm, async (event) => {
    await deliver(event)
    done += 1
    await receiver.killAlong(done / all)
  })
  await flip(stripe.harness, 'webhooks', { paused: 'false' })
  for (const event of await stripe.told()) await deliver(event)
  return statuses
}
