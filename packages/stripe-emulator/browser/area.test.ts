import { describe, expect, it } from 'vitest'
import { pay, secretKey, startHarness } from '@/packages/stripe-emulator/testing/harness'
import { serveBrowser } from './serve'

const origin = 'http://127.0.0.1:3000'
const harness = startHarness()
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  serveBrowser(harness.emulator, new Request(`${origin}${path}`, { headers }))

const session = async (customerEmail: string): Promise<{ id: string; secret: string }> => {
  const made = await harness.stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'embedded_page',
    redirect_on_completion: 'never',
    customer_email: customerEmail,
    line_items: [
      { quantity: 2, price_data: { currency: 'chf', unit_amount: 61_725, product_data: { name: '2026-0001' } } },
    ],
  })
  return { id: made.id, secret: made.client_secret ?? '' }
}

describe('the browser area', () => {
  it.each([
    ['/stripe-emulator/stripe.js', 'text/javascript'],
    ['/stripe-emulator/checkout.js', 'text/javascript'],
    ['/stripe-emulator/checkout.css', 'text/css'],
    ['/stripe-emulator/checkout/cs_test_1?theme=dark', 'text/html'],
    ['/stripe-emulator/authenticate.js', 'text/javascript'],
    ['/stripe-emulator/authenticate/pi_1', 'text/html'],
    ['/stripe-emulator/portal.js', 'text/javascript'],
    ['/stripe-emulator/portal/bps_1?theme=light', 'text/html'],
  ])('serves %s under a policy without inline code, for frames of its own origin', async (path, type) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'; style-src 'self'")
    expect(policy).toContain("frame-ancestors 'self'")
    expect(policy).not.toContain('unsafe')
  })

  it('puts nothing of the address into the page but a theme it knows', async () => {
    const page = await (await get('/stripe-emulator/checkout/%3Cscript%3E?theme=%22%3E%3Cb%3E')).text()
    expect(page).toContain('<html lang="en">')
    expect(page).not.toContain('<script>')
    expect(await (await get('/stripe-emulator/checkout/x?theme=light')).text()).toContain('data-theme="light"')
  })

  it('has scripts that parse', async () => {
    for (const name of ['stripe', 'checkout', 'authenticate', 'portal']) {
      const path = `/stripe-emulator/${name}.js`
      const source = await (await get(path)).text()
      expect(() => new Function(source)).not.toThrow()
    }
  })

  it('shows the order in words, to the holder of the client secret alone', async () => {
    const { id, secret } = await session('anna@example.com')
    const path = `/stripe-emulator/checkout/${id}/state`
    expect((await get(path)).status).toBe(401)
    const response = await get(path, { authorization: `Bearer ${secret}` })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      status: 'open',
      methods: ['card'],
      step: 'card',
      title: 'CHF 1’234.50',
      action: 'Pay CHF 1’234.50',
      ask: { title: 'Confirm this payment', text: expect.stringContaining('CHF 1’234.50') },
      done: { title: 'Payment complete', text: expect.stringContaining('CHF 1’234.50') },
      email: 'anna@example.com',
      lines: [{ name: '2026-0001', description: null, quantity: 2, amount: 'CHF 1’234.50' }],
      sums: [],
      asks: { country: false, tax_id: false },
      country: '',
      redirect: null,
      cancel: null,
    })
  })

  it('names the field that was typed wrong', async () => {
    const { secret } = await session('anna@example.com')
    const answers = await Promise.all([
      pay(harness.emulator, secret, '4242424242424242', { email: 'anna' }),
      pay(harness.emulator, secret, '4242424242424242', { expiry: 'soon' }),
      pay(harness.emulator, secret, '4242424242424242', { surprise: 1 }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(answers.map(({ body }) => body.error?.param)).toEqual(['email', 'expiry', undefined])
  })

  it('refuses a body of more than ten kilobytes', async () => {
    const { secret } = await session('anna@example.com')
    expect((await pay(harness.emulator, secret, '4'.repeat(20_000))).status).toBe(413)
  })
})

describe('the door from the network', () => {
  it.each([
    '/v1/customers',
    '/stripe-emulator/../v1/customers',
    '/stripe-emulator/%2e%2e/v1/customers',
    '/stripe-emulator',
  ])('leads nowhere for %s, even with the secret key', async (path) => {
    const response = await get(path, { authorization: `Bearer ${secretKey}` })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { message: 'There is nothing at this address.' } })
  })

  it('does not reach the API below its own path', async () => {
    const response = await get('/stripe-emulator/v1/customers', { authorization: `Bearer ${secretKey}` })
    expect(response.status).toBe(404)
  })
})
