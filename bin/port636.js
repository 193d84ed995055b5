#!/usr/bin/env node
import { ensureDependencies, handOver } from './bootstrap.js';

ensureDependencies();
handOver('bin/port636.ts', process.argv.slice(2));
