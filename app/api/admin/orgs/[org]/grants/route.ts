import { machineOrPerson } from '@/lib/auth/machine-or-person'
import { route } from '@/lib/http/route'
import { answerGrant } from './answers'

export const POST = route(machineOrPerson, answerGrant)
