// Included first when the database's addon is compiled for Node.js 24 or newer.
//
// Since 24.19 node_object_wrap.h registers a cleanup hook for every wrapped object and takes it back in the destructor, which aborts
// the process where an object is collected without an environment ("Assertion failed: (env) != nullptr"): better-sqlite3 12 does that
// whenever a statement is collected. better-sqlite3 13 does not use this header, but needs Node.js 22. Until Node.js 20 is given up,
// the two calls are empty inside this one header, as they were before 24.19.
#pragma once
#include <node.h>

namespace node {
inline void unlimited_cluster_no_hook(v8::Isolate*, void (*)(void*), void*) {}
}  // namespace node

#define AddEnvironmentCleanupHook unlimited_cluster_no_hook
#define RemoveEnvironmentCleanupHook unlimited_cluster_no_hook
#include <node_object_wrap.h>
#undef AddEnvironmentCleanupHook
#undef RemoveEnvironmentCleanupHook
