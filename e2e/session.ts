import { expect, request } from '@playwright/test'

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

/** The session of a person of the demo, who signs in once for all tests of this worker. */
export const sessionOf = (url: string, name: string | RegExp): Promise<Session> => {
  const key = `${url} ${name}`
  const known = sessions.get(key)
  if (known) return known
  const made = signIn(url, name)
  made.catch(() => sessions.delete(key))
  sessions.set(key, made)
  return made
}
