import { expect, request } from '@playwright/test'
import { fetch } from './fetch'

type Session = Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>['storageState']>>

/** People of the demo, as the sign-in page of a Kontor knows them. */
const peopleAt = async (url: string): Promise<readonly { readonly userId: string; readonly name: string }[]> => {
  const page = await (await fetch(`${url}/sign-in`, { headers: { rsc: '1' } })).text()
  return [...page.matchAll(/"userId":"([^"]+)","name":"([^"]+)"/g)].map(([, userId = '', name = '']) => ({
    userId,
    name,
  }))
}

const signIn = async (url: string, name: string | RegExp): Promise<Session> => {
  const person = (await peopleAt(url)).find((each) => new RegExp(name).test(each.name))
  if (!person) throw new Error(`nobody of the demo at ${url} is called ${name}`)
  const asked = await request.newContext({ baseURL: url })
  const { csrfToken } = await (await asked.get('/api/auth/csrf')).json()
  const form = { csrfToken, userId: person.userId, json: 'true' }
  expect((await asked.post('/api/auth/callback/demo', { form })).status()).toBe(200)
  const session = await asked.storageState()
  await asked.dispose()
  return session
}

const sessions = new Map<string, Promise<Session>>()

/** Whether a session still opens anything: losing a role ends those of a person. */
const isLive = async (url: string, { cookies }: Session): Promise<boolean> => {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${url}/api/auth/session`, { headers: { cookie } })
  return 'userId' in (await answer.json())
}

/** The session of a person of the demo, who signs in once for all tests of this worker, and again if that has ended. */
export const sessionOf = async (url: string, name: string | RegExp): Promise<Session> => {
  const key = `${url} ${name}`
  const known = sessions.get(key)
  if (known && (await isLive(url, await known))) return known
  const made = signIn(url, name)
  made.catch(() => sessions.delete(key))
  sessions.set(key, made)
  return made
}
