#!/usr/bin/perl
# A stand-in for Webmin's web server: runs the CGIs of this module as miniserv
# does, in a child process with STDIN and STDOUT tied to the connection.
# Usage: miniserv.pl <module directory>, with WEBMIN_CONFIG and WEBMIN_VAR set.
# Prints its port. A cookie `sid=<user>.<anything>` is a session of that user.

package miniserv;
use strict;
use warnings;
no warnings 'uninitialized';
use Cwd;
use Socket;

my ($module) = map { Cwd::abs_path($_) } @ARGV;
$ENV{'STAND_IN_MODULE'} = $module;
socket(my $server, PF_INET, SOCK_STREAM, 0) || die "socket : $!";
bind($server, sockaddr_in(0, INADDR_LOOPBACK)) || die "bind : $!";
listen($server, 64) || die "listen : $!";
my ($port) = sockaddr_in(getsockname($server));
$| = 1;
print "$port\n";
$SIG{'CHLD'} = 'IGNORE';
$SIG{'PIPE'} = 'IGNORE';

our ($ok_code, $ok_message) = (200, 'Document follows');
our ($headers, $done_headers, $left);
while(1) {
	accept(SOCK, $server) || next;
	if (!fork()) {
		close($server);
		handle();
		exit(0);
		}
	close(SOCK);
	}

# handle()
# Answers one request
sub handle
{
my $line = read_line();
my ($method, $uri) = $line =~ /^(\S+)\s+(\S+)/;
my %header;
while((my $h = read_line()) ne '') {
	$header{lc($1)} = $2 if ($h =~ /^(\S+):\s*(.*)$/);
	}
return plain(400, 'Bad Request method') if ($method !~ /^(GET|HEAD|POST|PATCH|DELETE|OPTIONS)$/);
my ($user, $session) = $header{'cookie'} =~ /\bsid=(([a-z]+)\.\w+)/ ? ($2, $1)
								    : ( );
return plain(200, 'Document follows', '<h1>Login</h1>') if (!$user);
my ($path, $query) = split(/\?/, $uri, 2);
$path =~ s/%(..)/chr(hex($1))/ge;
if ($path =~ /^\/unlimited-cluster\/((?:frontend|images)\/[\w.\/-]+)$/ &&
    -f "$module/$1") {
	return send_file("$module/$1");
	}
$path =~ /^\/unlimited-cluster\/(?:(\w+\.cgi)(\/.*)?)?$/ ||
	return plain(404, 'File not found');
my ($script, $info) = ($1 || 'index.cgi', $2);
-r "$module/$script" || return plain(404, 'File not found');
$left = $header{'transfer-encoding'} ? 0 : int($header{'content-length'});
%ENV = ( 'PATH' => $ENV{'PATH'}, 'STAND_IN_MODULE' => $module,
	 'WEBMIN_CONFIG' => $ENV{'WEBMIN_CONFIG'},
	 'WEBMIN_VAR' => $ENV{'WEBMIN_VAR'},
	 'REQUEST_METHOD' => $method, 'REQUEST_URI' => $uri,
	 'SCRIPT_NAME' => "/unlimited-cluster/$script",
	 'PATH_INFO' => $info, 'QUERY_STRING' => $query,
	 'REMOTE_USER' => $user, 'SESSION_ID' => $session,
	 (map { ('HTTP_'.(uc($_) =~ tr/-/_/r) => $header{$_}) } keys %header) );
$ENV{'CONTENT_LENGTH'} = $header{'content-length'}
	if (defined($header{'content-length'}));
$ENV{'CONTENT_TYPE'} = $header{'content-type'}
	if (defined($header{'content-type'}));
run($script);
}

# run(script)
# Runs a CGI in this process
sub run
{
my ($script) = @_;
chdir($module);
$0 = "$module/$script";
our $full = "$module/$script";
tie(*STDOUT, 'miniserv');
tie(*STDIN, 'miniserv');
eval "package unlimited_cluster; do \$miniserv::full; die \$\@ if (\$\@);";	## no critic
my $err = $@;
untie(*STDOUT);
print STDERR $err if ($err);
plain(500, 'Perl execution failed') if ($err && !$done_headers);
plain(500, 'Missing Headers') if (!$err && !$done_headers);
}

sub read_line
{
my $line = '';
while(sysread(SOCK, my $c, 1)) {
	last if ($c eq "\n");
	$line .= $c;
	}
$line =~ s/\r//g;
return $line;
}

sub plain
{
my ($code, $message, $body) = @_;
write_data("HTTP/1.0 $code $message\r\nContent-type: text/html\r\n".
	   "Connection: close\r\n\r\n".($body || "<h1>$message</h1>"));
}

sub send_file
{
my ($file) = @_;
my ($ending) = $file =~ /\.(\w+)$/;
my %types = ( 'js' => 'application/javascript', 'css' => 'text/css',
	      'gif' => 'image/gif', 'svg' => 'image/svg+xml' );
open(my $fh, '<', $file) || return plain(404, 'File not found');
binmode($fh);
local $/ = undef;
write_data("HTTP/1.0 200 Document follows\r\nContent-type: ".
	   ($types{$ending} || 'text/plain')."\r\nConnection: close\r\n\r\n".
	   <$fh>);
}

sub write_data
{
my ($data) = @_;
while(length($data)) {
	my $sent = syswrite(SOCK, $data) || return;
	substr($data, 0, $sent, '');
	}
}

sub TIEHANDLE { my $i; return bless(\$i, shift); }

sub PRINT
{
my ($self, @what) = @_;
write_to_sock(join('', @what));
return 1;
}

sub PRINTF
{
my ($self, $format, @what) = @_;
write_to_sock(sprintf($format, @what));
}

sub write_to_sock
{
my ($data) = @_;
return write_data($data) if ($done_headers);
$headers .= $data;
return if ($headers !~ s/^(.*?)\r?\n\r?\n//s);
my @lines = split(/\r?\n/, $1);
$done_headers = 1;
return plain(500, 'Missing Content-Type Header')
	if (!grep { /^(content-type|location):/i } @lines);
my $status = (grep { /^location:/i } @lines) ? '302 Moved Temporarily'
					     : "$ok_code $ok_message";
write_data(join("\r\n", "HTTP/1.0 $status", 'Connection: close', @lines).
	   "\r\n\r\n".$headers);
}

sub READ
{
my ($self, undef, $length, $offset) = @_;
my $got = sysread(SOCK, my $data, $length);
substr($_[1], $offset || 0) = $data;
return $got;
}

sub FILENO { return fileno(SOCK); }
sub BINMODE { }
sub CLOSE { }

END { shutdown(SOCK, 1) if (defined(fileno(SOCK))); }
