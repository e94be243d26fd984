# Functions of api.cgi that pass a request to the daemon and its answer back.
# Bodies of any size go through in pieces, in both directions.

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';
use Socket qw(:DEFAULT IPPROTO_TCP);
use Fcntl;
use Errno;

our (%text, $module_name);

# Bytes moved at once
our $piece_size = 65536;

# Longest head of an answer, in bytes
our $max_head_size = 65536;

# Seconds without a byte moved in either direction before the daemon counts as
# stuck. An import is answered only after all of it is stored.
our $answer_timeout = 600;

# Most that is read and thrown away of a body the daemon did not want, so that
# the browser gets to the answer
our $max_drain_size = 8*1024*1024;

our %answer_headers = map { lc($_) => $_ }
	qw(Content-Type Content-Length Content-Encoding Content-Language ETag Cache-Control Vary
	   Content-Disposition Retry-After Link X-Content-Type-Options);

# new_relay(&environment)
# Returns the state of one relay: how much of the request's body is still with
# the browser, and whether the answer has begun
sub new_relay
{
my ($env) = @_;
my $length = $env->{'HTTP_TRANSFER_ENCODING'} eq '' ? $env->{'CONTENT_LENGTH'}
						    : 0;
return { 'left' => int($length), 'answered' => 0 };
}

# relay_request(&relay, &request)
# Sends the request to the daemon and its answer to the browser
sub relay_request
{
my ($relay, $request) = @_;
my ($fh, $why) = connect_daemon();
refuse(503, 'daemon_unreachable',
       text('api_edaemon', daemon_socket(), $why)) if (!$fh);
fcntl($fh, F_SETFL, fcntl($fh, F_GETFL, 0) | O_NONBLOCK);

my $target = '/api'.$request->{'path'};
$target .= '?'.$request->{'query'} if ($request->{'query'} ne '');
my $head = "$request->{'method'} $target HTTP/1.0\r\nHost: localhost\r\n";
foreach my $h (@{$request->{'headers'}}) {
	my ($name, $value) = @$h;
	$value =~ s/[\r\n\0]//g;
	$head .= "$name: $value\r\n";
	}
send_body($relay, $fh) if (send_piece($fh, $head."\r\n"));

my $reads_only = $request->{'method'} eq 'GET' || $request->{'method'} eq 'HEAD';
my $answer = read_answer_head($fh, $reads_only);
return if (!$answer);
log_change($request, $answer) if (!$reads_only);
print_answer_head($relay, $answer);
print $answer->{'rest'} if (length($answer->{'rest'}));
while(1) {
	my $piece = read_piece($fh, 1);
	last if (!defined($piece) || $piece eq '');
	print $piece;
	}
close($fh);
drain_body($relay);
}

# send_body(&relay, handle)
# Moves the request's body from the browser to the daemon, until the daemon has
# all or does not want more
sub send_body
{
my ($relay, $fh) = @_;
while($relay->{'left'} > 0) {
	my $want = $relay->{'left'} < $piece_size ? $relay->{'left'}
						  : $piece_size;
	my $piece = '';
	my $got = read(STDIN, $piece, $want);
	refuse(400, 'truncated', $text{'api_etruncated'}) if (!$got);
	$relay->{'left'} -= $got;
	return if (!send_piece($fh, $piece));
	}
}

# send_piece(handle, data)
# Sends all of some data. Returns 0 if the daemon answers or hangs up before
# that, 1 otherwise.
sub send_piece
{
my ($fh, $data) = @_;
while(length($data)) {
	my ($rin, $win) = ('', '');
	vec($rin, fileno($fh), 1) = 1;
	vec($win, fileno($fh), 1) = 1;
	my $ready = select($rin, $win, undef, $answer_timeout);
	next if ($ready < 0 && $!{'EINTR'});
	refuse(504, 'daemon_timeout', $text{'api_etimeout'}) if ($ready <= 0);
	return 0 if (vec($rin, fileno($fh), 1));
	my $sent = syswrite($fh, $data);
	if (!defined($sent)) {
		next if ($!{'EAGAIN'} || $!{'EINTR'});
		return 0;
		}
	substr($data, 0, $sent, '');
	}
return 1;
}

# read_piece(handle, watch-browser, [seconds])
# Returns what the daemon sent next, an empty string at the end, or undef if
# the browser has gone away meanwhile and is to be watched
sub read_piece
{
my ($fh, $watch, $timeout) = @_;
my $waited = 0;
while(1) {
	return if ($watch && is_browser_gone());
	my $rin = '';
	vec($rin, fileno($fh), 1) = 1;
	my $ready = select($rin, undef, undef, 1);
	if ($ready > 0) {
		my $got = sysread($fh, my $piece, $piece_size);
		return $piece if (defined($got));
		return '' if (!$!{'EAGAIN'} && !$!{'EINTR'});
		}
	elsif ($ready == 0) {
		$waited++;
		refuse(504, 'daemon_timeout', $text{'api_etimeout'})
			if ($timeout && $waited >= $timeout);
		}
	}
}

# is_browser_gone()
# Returns 1 if the browser has closed its side of the connection. Writing to it
# tells nothing, as miniserv ignores the failure.
sub is_browser_gone
{
no warnings 'once';
my $fh = \*miniserv::SOCK;
return 0 if (!defined(fileno($fh)));

# TCP_INFO (11) of tcp(7): its first byte is the state, where 7 is closed and
# 8 says that the other side has closed
my $info = getsockopt($fh, IPPROTO_TCP, 11);
return 0 if (!defined($info));
my $state = ord($info);
return $state == 7 || $state == 8 ? 1 : 0;
}

# read_answer_head(handle, watch-browser)
# Returns the daemon's answer up to the end of its headers, as a hash with
# status, reason, headers and the rest that was read already. Returns undef if
# the browser has gone away.
sub read_answer_head
{
my ($fh, $watch) = @_;
my $head = '';
my $end;
while(1) {
	while(($end = index($head, "\r\n\r\n")) >= 0 &&
	      $head =~ /^HTTP\/1\.\d 1\d\d/) {
		substr($head, 0, $end + 4, '');	# 100 Continue
		}
	last if ($end >= 0);
	my $piece = read_piece($fh, $watch, $answer_timeout);
	return if (!defined($piece));
	refuse(502, 'daemon_hung_up', $text{'api_ehungup'})
		if ($piece eq '' || length($head) > $max_head_size);
	$head .= $piece;
	}
my ($line, @lines) = split(/\r\n/, substr($head, 0, $end));
$line =~ /^HTTP\/1\.\d (\d\d\d) ?([\x20-\x7e]*)/ ||
	refuse(502, 'daemon_hung_up', $text{'api_ehungup'});
my ($status, $reason) = ($1, $2);
my %headers = map { /^([^:\s]+):\s*(.*)$/ ? (lc($1) => $2) : ( ) } @lines;
return { 'status' => $status, 'reason' => $reason, 'headers' => \%headers,
	 'rest' => substr($head, $end + 4) };
}

# print_answer_head(&relay, &answer)
# Prints those headers of the daemon's answer that are in the list. Location
# goes by another name, as miniserv makes a redirect of it.
sub print_answer_head
{
my ($relay, $answer) = @_;
my $h = $answer->{'headers'};
my %out = map { $answer_headers{$_} => $h->{$_} }
	  grep { $h->{$_} ne '' } keys %answer_headers;
$out{'Content-Type'} ||= 'application/json';
$out{'X-Content-Type-Options'} = 'nosniff';
$out{'Cache-Control'} ||= 'no-store';
$out{'Cross-Origin-Resource-Policy'} = 'same-origin';
$out{'X-Location'} = $h->{'location'} if ($h->{'location'} ne '');
$out{'X-Accel-Buffering'} = 'no'
	if ($out{'Content-Type'} =~ /^text\/event-stream/i);
print_head($relay, $answer->{'status'}, $answer->{'reason'}, \%out);
}

# print_head(&relay, status, reason, &headers)
# Prints the headers of an answer. The status goes through miniserv, which
# prints the first line of the answer itself.
sub print_head
{
no warnings 'once';
my ($relay, $status, $reason, $headers) = @_;
$miniserv::ok_code = $status;
$miniserv::ok_message = $reason || 'Status';
$relay->{'answered'} = 1;
print join('', map { "$_: $headers->{$_}\n" } sort(keys %$headers))."\n";
}

# drain_body(&relay)
# Reads what is left of a body that the daemon refused, within limits. Closing
# the connection before that would take the answer from the browser.
sub drain_body
{
my ($relay) = @_;
my $drained = 0;
eval {
	local $SIG{'ALRM'} = sub { die "too slow\n" };
	while($relay->{'left'} > 0 && $drained < $max_drain_size) {
		alarm(5);
		my $want = $relay->{'left'} < $piece_size ? $relay->{'left'}
							  : $piece_size;
		my $got = read(STDIN, my $piece, $want);
		last if (!$got);
		$relay->{'left'} -= $got;
		$drained += $got;
		}
	};
alarm(0);
}

# log_change(&request, &answer)
# Puts a change that was made into Webmin's actions log. The action is the last
# word of the path if it is a verb, as in /undo or /actions/x/approve.
sub log_change
{
my ($request, $answer) = @_;
return if ($answer->{'status'} !~ /^2/);
my ($noun, $id, @verb) = grep { $_ ne '' } split(/\//, $request->{'path'});
return if ($noun eq 'ws-ticket');
return if ($request->{'query'} =~ /(?:^|&)dry_run=true(?:&|$)/);
my %verbs = ( 'POST' => 'create', 'PATCH' => 'modify', 'DELETE' => 'delete' );
my $verb = @verb ? $verb[-1] : $verbs{$request->{'method'}};
if (!defined($id)) {
	my $location = $answer->{'headers'}->{'location'};
	if ($location =~ /\/([^\/?#]+)$/) {
		$id = $1;
		}
	elsif ($request->{'method'} eq 'POST') {
		($verb, $noun) = ($noun, undef);
		}
	}
$id =~ s/%([0-9a-fA-F]{2})/chr(hex($1))/ge if (defined($id));

# The change is made: a log that cannot be written must not make it a failure
eval { webmin_log($verb, $noun, $id, { 'path' => $request->{'path'} }); };
print STDERR "$module_name: $@" if ($@);
}

# answer_failure(&relay, error)
# Answers a request that was refused or that failed, as problem details of
# RFC 9457, unless the daemon's answer has begun already
sub answer_failure
{
my ($relay, $err) = @_;
if (!ref($err)) {
	print STDERR "$module_name: $err";
	$err = { 'status' => 500, 'code' => 'internal',
		 'detail' => $text{'api_einternal'} };
	}
return if ($relay->{'answered'});
my $title = $text{'api_title_'.$err->{'code'}} || $err->{'code'};
my $body = '{"type":"about:blank","title":'.json_string($title).
	   ',"status":'.$err->{'status'}.
	   ',"code":'.json_string($err->{'code'}).
	   ',"detail":'.json_string($err->{'detail'})."}\n";
my %headers = ( 'Content-Type' => 'application/problem+json',
		'Content-Length' => length($body),
		'Cache-Control' => 'no-store',
		'X-Content-Type-Options' => 'nosniff' );
$headers{'Retry-After'} = 2 if ($err->{'status'} == 503);
$headers{'Allow'} = 'GET, HEAD, POST, PATCH, DELETE'
	if ($err->{'status'} == 405);
print_head($relay, $err->{'status'}, 'Refused', \%headers);
print $body if ($ENV{'REQUEST_METHOD'} ne 'HEAD');
drain_body($relay);
}

1;
