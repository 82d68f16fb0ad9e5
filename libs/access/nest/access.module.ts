import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CallerGuard } from './caller.guard.js';

/** Puts every route behind the one guard. */
@Module({ providers: [{ provide: APP_GUARD, useClass: CallerGuard }] })
export class AccessModule {}
