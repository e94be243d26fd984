#!/usr/bin/perl
# Start the daemon

use strict;
use warnings;
no warnings 'uninitialized';
require './unlimited-cluster-lib.pl';	## no critic
require './service-lib.pl';	## no critic
our (%text, %in);
ReadParse();
error_setup($text{'service_err'});
user_can('act') || error($text{'service_eact'});
$ENV{'REQUEST_METHOD'} eq 'POST' && $in{'token'} eq csrf_token() ||
	error($text{'api_ecsrf'});

my $err = start_daemon();
$err && error(html_escape($err));
wait_for_daemon(10) || error(html_escape(join(" ", not_ready_reasons())));
webmin_log("start", "daemon");
redirect("");
