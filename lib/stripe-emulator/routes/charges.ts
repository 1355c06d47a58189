import type { Endpoint } from '@/lib/stripe-emulator/endpoint'
import { retrieve } from './retrieve'

export const charges: readonly Endpoint[] = [retrieve('/charges', 'charge', 'charge')]
