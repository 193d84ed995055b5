'use server';

import { registerHosts } from '#lib/fleet/register-hosts.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../_server/define-action.ts';
import { RegistrationForm } from './registration-form.ts';

export const register = defineAction({ schema: RegistrationForm, role: 'admin', verb: registerHosts, revalidate: [paths.board()] });
